//! The server as a process: what it answers, what it refuses, how it stops.

mod http;
mod serve;
