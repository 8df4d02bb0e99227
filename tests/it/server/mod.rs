//! The server as a process: what it answers, what it refuses, how it stops.

mod exchange;
mod http;
mod serve;
