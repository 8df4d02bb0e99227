//! The server: what it promises of its storage, what the service answers, and the process as a whole.

mod bodies;
mod book;
mod claims;
mod copies;
mod exchange;
mod fuzz;
mod http;
mod limits;
mod log;
mod purge;
mod serve;
mod storage;
