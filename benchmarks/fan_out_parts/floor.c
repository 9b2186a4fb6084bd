#define _GNU_SOURCE
/* The floor of fan-out: a bare epoll loop that writes whatever a publisher says to every subscriber. No handshake,
   no rooms, no rights, no queues: what is left is the kernel's cost of a write. Usage: floor PORT (publishers: PORT + 1). */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 20000
static int subscribers[MOST], count;
static char said[1 << 16];

static int listen_on(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&at, sizeof at) || listen(fd, 4096)) { perror("floor"); exit(1); }
  return fd;
}

int main(int argc, char **argv) {
  int port = argc > 1 ? atoi(argv[1]) : 0, one = 1, loop = epoll_create1(0);
  int door = listen_on(port), desk = listen_on(port + 1);
  struct epoll_event event = {.events = EPOLLIN}, ready[64];
  event.data.fd = door;
  epoll_ctl(loop, EPOLL_CTL_ADD, door, &event);
  event.data.fd = desk;
  epoll_ctl(loop, EPOLL_CTL_ADD, desk, &event);
  for (;;) {
    int n = epoll_wait(loop, ready, 64, -1);
    for (int i = 0; i < n; i++) {
      int fd = ready[i].data.fd;
      if (fd == door && count < MOST) {
        int who = subscribers[count++] = accept4(door, 0, 0, SOCK_NONBLOCK);
        setsockopt(who, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      } else if (fd == desk) {
        event.data.fd = accept4(desk, 0, 0, SOCK_NONBLOCK);
        epoll_ctl(loop, EPOLL_CTL_ADD, event.data.fd, &event);
      } else {
        ssize_t size = read(fd, said, sizeof said);
        if (size <= 0) { close(fd); continue; }
        for (int s = 0; s < count; s++) send(subscribers[s], said, size, MSG_NOSIGNAL);
      }
    }
  }
}
