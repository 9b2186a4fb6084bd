/* Many cheap listeners in one process: connects, shakes hands, sends a first line each, then counts events.
   An event is a '~' and the 16 digits of its instant (Unix microseconds). Usage: reader PORT N PATH ORIGIN ("-" as PATH: raw TCP);
   stdin: N first lines (may be empty). stdout: "r" when all are in, "." after every N events; on SIGTERM one line of
   figures to stderr: events, seconds from first to last, p50, p95 and p99 of latency in ms. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MS 20000 /* latencies up to 20 s, by tenths of a millisecond */
typedef struct { int fd, digits; uint64_t value; } Ear;
static uint64_t histogram[MS * 10 + 1], total, first, last;
static volatile sig_atomic_t stop;
static void on_stop(int s) { (void)s; stop = 1; }

static uint64_t now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return (uint64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void must(int ok, const char *what) { if (!ok) { perror(what); exit(1); } }

static void greet(int fd, const char *path, const char *origin, char *line) {
  char said[4096], heard[4096];
  if (strcmp(path, "-")) {
    int size = snprintf(said, sizeof said, "GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Origin: %s\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", path, origin);
    must(write(fd, said, size) == size, "write");
    for (size = 0; size < 4000; ) { /* byte by byte: what follows the handshake is not ours to swallow */
      must(read(fd, heard + size, 1) == 1, "handshake");
      heard[++size] = 0;
      if (size > 3 && !memcmp(heard + size - 4, "\r\n\r\n", 4)) break;
    }
    must(strstr(heard, " 101 ") != 0, heard);
  }
  size_t n = strcspn(line, "\n");
  if (!n) return;
  unsigned char head[8] = {0x81, 0x80 | (n < 126 ? n : 126), n >> 8, n & 255}; /* masked with zeros */
  size_t length = n < 126 ? 2 : 4;
  memset(head + length, 0, 4);
  must(write(fd, head, length + 4) > 0 && write(fd, line, n) > 0, "first line");
}

static uint64_t hear(Ear *ear, const char *data, ssize_t size) {
  uint64_t events = 0;
  for (const char *at = data, *end = data + size; at < end; ) {
    if (!ear->digits) {
      at = memchr(at, '~', end - at);
      if (!at) break;
      at++, ear->digits = 16, ear->value = 0;
    }
    for (; ear->digits && at < end && *at >= '0' && *at <= '9'; at++, ear->digits--) ear->value = ear->value * 10 + (*at - '0');
    if (ear->digits && at == end) break; /* the rest comes with the next read */
    if (ear->digits) { ear->digits = 0; continue; } /* a '~' of something else, such as the 126 of a frame's length */
    uint64_t now = now_us(), slot = now > ear->value ? (now - ear->value) / 100 : 0;
    histogram[slot < MS * 10 ? slot : MS * 10]++;
    last = now;
    if (!first) first = now;
    events++;
  }
  return events;
}

static double percentile(double share) {
  uint64_t sum = 0;
  for (int i = 0; i <= MS * 10; i++) if ((sum += histogram[i]) >= share * total) return i / 10.0;
  return MS;
}

/* Say that we are alive, in place of an answer to each ping. */
static void beat(Ear *ears, int n, const char *path) {
  static uint64_t next;
  if (now_us() < next || !strcmp(path, "-")) return;
  next = now_us() + 15000000;
  for (int i = 0; i < n; i++) must(write(ears[i].fd, "\x8a\x80\0\0\0\0", 6) == 6, "pong");
}

int main(int argc, char **argv) {
  must(argc == 5, "usage");
  int port = atoi(argv[1]), n = atoi(argv[2]), loop = epoll_create1(0);
  Ear *ears = calloc(n, sizeof *ears);
  char line[4096], *data = malloc(1 << 20);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct epoll_event event = {.events = EPOLLIN}, ready[512];
  signal(SIGTERM, on_stop);
  for (int i = 0; i < n; i++) {
    beat(ears, i, argv[3]);
    must(fgets(line, sizeof line, stdin) != 0, "stdin");
    ears[i].fd = socket(AF_INET, SOCK_STREAM, 0);
    must(!connect(ears[i].fd, (struct sockaddr *)&at, sizeof at), "connect");
    greet(ears[i].fd, argv[3], argv[4], line);
    fcntl(ears[i].fd, F_SETFL, O_NONBLOCK);
    event.data.ptr = &ears[i];
    epoll_ctl(loop, EPOLL_CTL_ADD, ears[i].fd, &event);
  }
  must(write(1, "r", 1) == 1, "stdout");
  for (uint64_t told = 0; !stop; ) {
    beat(ears, n, argv[3]);
    int k = epoll_wait(loop, ready, 512, 200);
    for (int i = 0; i < k; i++) {
      Ear *ear = ready[i].data.ptr;
      ssize_t size = read(ear->fd, data, 1 << 20);
      if (size > 0) total += hear(ear, data, size);
      else if (!size || errno != EAGAIN) { fprintf(stderr, "a connection was lost\n"); return 2; }
    }
    for (; total - told >= (uint64_t)n; told += n) must(write(1, ".", 1) == 1, "stdout");
  }
  fprintf(stderr, "%lu %.6f %.1f %.1f %.1f\n", total, (last - first) / 1e6, percentile(.5), percentile(.95), percentile(.99));
}
