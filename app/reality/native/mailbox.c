// How do files and credentials pass between processes? Over two socket pairs that every puppet holds.

#include "mailbox.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "slot.h"

static int place(int from, int at) {
  if (dup2(from, at) < 0) return -1;
  return close(from);
}

int open_mailboxes(void) {
  int files[2], mail[2], on = 1;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, files) < 0) return -1;
  if (socketpair(AF_UNIX, SOCK_DGRAM, 0, mail) < 0) return -1;
  if (place(files[1], FD_FILES) < 0 || place(mail[0], FD_MAIL_OUT) < 0 || place(mail[1], FD_MAIL_IN) < 0) return -1;
  if (setsockopt(FD_MAIL_IN, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0) return -1;
  return fcntl(files[0], F_SETFD, FD_CLOEXEC) < 0 ? -1 : files[0];
}

int hand_over_file(int channel, int file) {
  char byte = 0, room[CMSG_SPACE(sizeof(int))] = {0};
  struct iovec one = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(header), &file, sizeof file);
  return sendmsg(channel, &message, 0) < 0 ? -1 : 0;
}

int receive_file(void) {
  char byte = 0, room[CMSG_SPACE(sizeof(int))] = {0};
  struct iovec one = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
  int file = -1;
  if (recvmsg(FD_FILES, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) < 0) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header != NULL && header->cmsg_type == SCM_RIGHTS) memcpy(&file, CMSG_DATA(header), sizeof file);
  return file;
}

long send_credentials(pid_t pid, uid_t uid, gid_t gid) {
  struct ucred claimed = {.pid = pid, .uid = uid, .gid = gid};
  char byte = 0, room[CMSG_SPACE(sizeof claimed)] = {0};
  struct iovec one = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_CREDENTIALS;
  header->cmsg_len = CMSG_LEN(sizeof claimed);
  memcpy(CMSG_DATA(header), &claimed, sizeof claimed);
  return sendmsg(FD_MAIL_OUT, &message, MSG_DONTWAIT) < 0 ? -1 : 0;
}

long receive_credentials(int64_t *pid, int64_t *uid) {
  struct ucred found = {0};
  char byte = 0, room[CMSG_SPACE(sizeof found)] = {0};
  struct iovec one = {.iov_base = &byte, .iov_len = 1};
  struct msghdr message = {.msg_iov = &one, .msg_iovlen = 1, .msg_control = room, .msg_controllen = sizeof room};
  if (recvmsg(FD_MAIL_IN, &message, MSG_DONTWAIT) < 0) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header != NULL && header->cmsg_type == SCM_CREDENTIALS) memcpy(&found, CMSG_DATA(header), sizeof found);
  *pid = found.pid;
  *uid = found.uid;
  return 0;
}
