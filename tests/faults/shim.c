/*
 * Stands between a program and the C library and makes one chosen durable call fail, or the program die at it.
 *
 * A durable call is one that changes a file or a folder, or makes a change lasting, below the folder SHIM_DIR; every
 * other call passes untouched. They are counted from 1. The environment says what happens:
 *
 *   SHIM_DIR    the folder that is watched; without it nothing is
 *   SHIM_LOG    a file outside it: one line for each counted call, written before the call is made
 *   SHIM_AT     the number of the call that is chosen; without it none is, and calls are only counted
 *   SHIM_MODE   kill-before  the process dies by SIGKILL instead of making the call
 *               torn         of a write half the bytes are written, any other call is made; then it dies
 *               eio          the call fails with EIO, and every counted one after it
 *               eio-once     only that call fails with EIO
 *               enospc       from that call on whatever needs room on the disk fails with ENOSPC
 *               erofs        every call fails with EROFS, as does opening a file to write, wherever SHIM_AT is
 *
 * The index of SQLite's write-ahead log (-shm) lives in memory and lasts for nothing: calls on it are not counted, but
 * they fail like the others once the disk has failed or is full.
 *
 * Only for tests, on Linux. The program must be linked to the C library dynamically.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum mode { COUNT, KILL_BEFORE, TORN, EIO_ON, EIO_ONCE, ENOSPC_ON, EROFS_ALL };
enum verdict { PASS, LAST, FAIL };
enum need { NO_ROOM, ROOM };

static char dir[PATH_MAX];
static size_t dir_length;
static int log_fd = -1;
static long chosen;
static enum mode mode = COUNT;
static long calls;

/* The function of that name in the C library itself. */
#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) \
    real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static ssize_t real_write(int fd, const void *bytes, size_t count)
{
    REAL(write);
    return real(fd, bytes, count);
}

__attribute__((constructor)) static void start(void)
{
    static const struct { const char *name; enum mode mode; } modes[] = {
        {"kill-before", KILL_BEFORE}, {"torn", TORN}, {"eio", EIO_ON}, {"eio-once", EIO_ONCE}, {"enospc", ENOSPC_ON},
        {"erofs", EROFS_ALL},
    };
    const char *folder = getenv("SHIM_DIR"), *log = getenv("SHIM_LOG");
    const char *at = getenv("SHIM_AT"), *name = getenv("SHIM_MODE");
    if (!folder || !realpath(folder, dir))
        return;
    if (log)
        log_fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    chosen = at ? atol(at) : 0;
    for (size_t i = 0; name && i < sizeof modes / sizeof *modes; i++)
        if (!strcmp(name, modes[i].name))
            mode = modes[i].mode;
    dir_length = strlen(dir); /* last: from here on calls are counted */
}

__attribute__((noreturn)) static void die(void)
{
    kill(getpid(), SIGKILL);
    for (;;)
        pause();
}

static int ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), end_length = strlen(end);
    return length >= end_length && !strcmp(path + length - end_length, end);
}

/* Counts a call and decides on it. */
static enum verdict decide(const char *call, const char *path, enum need need)
{
    int counted = !ends_with(path, "-shm");
    long number = __atomic_add_fetch(&calls, counted, __ATOMIC_SEQ_CST);
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%s %s\n", call, path + dir_length + 1);
    if (counted && log_fd >= 0 && length > 0)
        (void)!real_write(log_fd, line, (size_t)length);
    if (mode == EROFS_ALL) {
        errno = EROFS;
        return FAIL;
    }
    if (!chosen)
        return PASS;
    if (!counted && (number < chosen || (mode != EIO_ON && mode != ENOSPC_ON)))
        return PASS;
    switch (mode) {
    case KILL_BEFORE:
        if (number == chosen)
            die();
        return PASS;
    case TORN:
        return number == chosen ? LAST : PASS;
    case EIO_ON:
    case EIO_ONCE:
        if (number < chosen || (mode == EIO_ONCE && number > chosen))
            return PASS;
        errno = EIO;
        return FAIL;
    case ENOSPC_ON:
        if (number < chosen || need == NO_ROOM)
            return PASS;
        errno = ENOSPC;
        return FAIL;
    default:
        return PASS;
    }
}

static int is_watched(const char *path)
{
    return dir_length && !strncmp(path, dir, dir_length) && path[dir_length] == '/';
}

static int watched_fd(int fd, char path[PATH_MAX])
{
    char link[64];
    if (!dir_length)
        return 0;
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    errno = kept;
    if (length < 0)
        return 0;
    path[length] = 0;
    return is_watched(path);
}

/* Makes `path` whole if it is relative to the working folder or to an open one. */
static int watched_path(int at, const char *path, char whole[PATH_MAX])
{
    if (!dir_length)
        return 0;
    int kept = errno;
    char base[PATH_MAX] = "";
    if (path[0] != '/') {
        if (at == AT_FDCWD) {
            if (!getcwd(base, sizeof base))
                base[0] = 0;
        } else if (!watched_fd(at, base)) {
            base[0] = 0;
        }
        if (!base[0]) {
            errno = kept;
            return 0;
        }
    }
    int length = snprintf(whole, PATH_MAX, "%s%s%s", base, base[0] ? "/" : "", path);
    errno = kept;
    return length > 0 && length < PATH_MAX && is_watched(whole);
}

/* A call on an open file that either is made whole or fails. */
#define ON_FD(call, need, fd, ...) \
    do { \
        REAL(call); \
        char path[PATH_MAX]; \
        if (!watched_fd(fd, path)) \
            return real(fd __VA_OPT__(, ) __VA_ARGS__); \
        switch (decide(#call, path, need)) { \
        case FAIL: \
            return -1; \
        case LAST: \
            (void)!real(fd __VA_OPT__(, ) __VA_ARGS__); \
            die(); \
        default: \
            return real(fd __VA_OPT__(, ) __VA_ARGS__); \
        } \
    } while (0)

/* A write, which can be torn in the middle. */
#define WRITE(call, fd, bytes, count, ...) \
    do { \
        REAL(call); \
        char path[PATH_MAX]; \
        if (!watched_fd(fd, path)) \
            return real(fd, bytes, count __VA_OPT__(, ) __VA_ARGS__); \
        switch (decide(#call, path, ROOM)) { \
        case FAIL: \
            return -1; \
        case LAST: \
            (void)!real(fd, bytes, (count) / 2 __VA_OPT__(, ) __VA_ARGS__); \
            die(); \
        default: \
            return real(fd, bytes, count __VA_OPT__(, ) __VA_ARGS__); \
        } \
    } while (0)

/* A call on a name; `whole` is set to the name that is watched. */
#define ON_PATH(call, need, watched, ...) \
    do { \
        REAL(call); \
        char whole[PATH_MAX]; \
        if (!(watched)) \
            return real(__VA_ARGS__); \
        switch (decide(#call, whole, need)) { \
        case FAIL: \
            return -1; \
        case LAST: \
            (void)!real(__VA_ARGS__); \
            die(); \
        default: \
            return real(__VA_ARGS__); \
        } \
    } while (0)

ssize_t write(int fd, const void *bytes, size_t count) { WRITE(write, fd, bytes, count); }
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) { WRITE(pwrite, fd, bytes, count, at); }
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) { WRITE(pwrite64, fd, bytes, count, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) { WRITE(writev, fd, parts, count); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { WRITE(pwritev, fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at)
{
    WRITE(pwritev64, fd, parts, count, at);
}

int fsync(int fd) { ON_FD(fsync, NO_ROOM, fd); }
int fdatasync(int fd) { ON_FD(fdatasync, NO_ROOM, fd); }
int ftruncate(int fd, off_t length) { ON_FD(ftruncate, NO_ROOM, fd, length); }
int ftruncate64(int fd, off64_t length) { ON_FD(ftruncate64, NO_ROOM, fd, length); }
int fallocate(int fd, int how, off_t at, off_t length) { ON_FD(fallocate, ROOM, fd, how, at, length); }
int fallocate64(int fd, int how, off64_t at, off64_t length) { ON_FD(fallocate64, ROOM, fd, how, at, length); }
ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t count, unsigned flags)
{
    REAL(copy_file_range);
    char path[PATH_MAX];
    if (!watched_fd(to, path))
        return real(from, from_at, to, to_at, count, flags);
    switch (decide("copy_file_range", path, ROOM)) {
    case FAIL:
        return -1;
    case LAST:
        (void)!real(from, from_at, to, to_at, count / 2, flags);
        die();
    default:
        return real(from, from_at, to, to_at, count, flags);
    }
}

int unlink(const char *path) { ON_PATH(unlink, NO_ROOM, watched_path(AT_FDCWD, path, whole), path); }
int unlinkat(int at, const char *path, int flags)
{
    ON_PATH(unlinkat, NO_ROOM, watched_path(at, path, whole), at, path, flags);
}
int rename(const char *from, const char *to) { ON_PATH(rename, ROOM, watched_path(AT_FDCWD, to, whole), from, to); }
int renameat(int from_at, const char *from, int to_at, const char *to)
{
    ON_PATH(renameat, ROOM, watched_path(to_at, to, whole), from_at, from, to_at, to);
}
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
    ON_PATH(renameat2, ROOM, watched_path(to_at, to, whole), from_at, from, to_at, to, flags);
}
int link(const char *from, const char *to) { ON_PATH(link, ROOM, watched_path(AT_FDCWD, to, whole), from, to); }
int mkdir(const char *path, mode_t bits) { ON_PATH(mkdir, ROOM, watched_path(AT_FDCWD, path, whole), path, bits); }

/* Opening counts only where it makes or empties a file, or where no file may be opened to write. */
static int makes_file(int at, const char *path, int flags, char whole[PATH_MAX])
{
    if (mode == EROFS_ALL && (flags & (O_WRONLY | O_RDWR)))
        return watched_path(at, path, whole);
    if (!(flags & (O_CREAT | O_TRUNC)) || !watched_path(at, path, whole))
        return 0;
    int kept = errno;
    int exists = faccessat(at, path, F_OK, 0) == 0;
    errno = kept;
    return (flags & O_TRUNC) || !exists;
}

static mode_t bits_of(int flags, va_list rest)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(rest, mode_t) : 0;
}

#define BITS \
    va_list rest; \
    va_start(rest, flags); \
    mode_t bits = bits_of(flags, rest); \
    va_end(rest)

int open(const char *path, int flags, ...)
{
    BITS;
    ON_PATH(open, ROOM, makes_file(AT_FDCWD, path, flags, whole), path, flags, bits);
}
int open64(const char *path, int flags, ...)
{
    BITS;
    ON_PATH(open64, ROOM, makes_file(AT_FDCWD, path, flags, whole), path, flags, bits);
}
int openat(int at, const char *path, int flags, ...)
{
    BITS;
    ON_PATH(openat, ROOM, makes_file(at, path, flags, whole), at, path, flags, bits);
}
int openat64(int at, const char *path, int flags, ...)
{
    BITS;
    ON_PATH(openat64, ROOM, makes_file(at, path, flags, whole), at, path, flags, bits);
}
