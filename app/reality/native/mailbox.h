// How do files and credentials pass between processes? Over two socket pairs that every puppet holds.
#ifndef MAILBOX_H
#define MAILBOX_H

#include <stdint.h>
#include <sys/types.h>

// Makes both pairs at their fixed numbers; the return value is the orchestrator's end for files, -1 with errno.
int open_mailboxes(void);
int hand_over_file(int channel, int file);
// -1 where nothing was handed over.
int receive_file(void);
// SCM_CREDENTIALS (unix(7)).
long send_credentials(pid_t pid, uid_t uid, gid_t gid);
long receive_credentials(int64_t *pid, int64_t *uid);

#endif
