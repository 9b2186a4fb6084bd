// Socket.IO as a peer: whatever a publisher says on PORT + 1 goes to every socket.
const { createServer } = require("node:http");
const net = require("node:net");
const { Server } = require("socket.io");

const port = Number(process.argv[2]);
const http = createServer();
const io = new Server(http, { transports: ["websocket"], pingInterval: 600_000, perMessageDeflate: false });
http.listen(port, "127.0.0.1");
net.createServer((publisher) => publisher.on("data", (said) => io.emit("x", said.toString()))).listen(port + 1, "127.0.0.1");
