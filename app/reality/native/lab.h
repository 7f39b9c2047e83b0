// What is the lab? A fresh PID namespace with its first process, a place for its procfs mounts, and a guard that ends it
// when the orchestrator is gone.
#ifndef LAB_H
#define LAB_H

#include <stdbool.h>
#include <sys/types.h>

struct lab {
  pid_t init_outside; // the first process, as the orchestrator sees it
  pid_t guard;        // ends the lab when the other end of its pipe is closed
  int guard_pipe;     // held by the orchestrator alone
  int files;          // where namespace files are handed over to puppets
  bool as_root;       // else in a user namespace in which only the user's own id exists
  bool outermost;     // the lab root stands directly below the machine's root
  int slots;
};

// Makes it; where that is impossible the reason is told in one `fatal` line, and the program ends.
void open_lab(struct lab *lab, int slots);
// Ends every process of the lab, and waits until the last one is gone.
void close_lab(struct lab *lab);
// One line of the protocol that says why nothing can go on; ends the program.
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
