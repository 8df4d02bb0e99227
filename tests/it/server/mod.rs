//! The server: what it promises of its storage, what the service answers, and the process as a whole.

mod book;
mod claims;
mod exchange;
mod http;
mod purge;
mod serve;
mod storage;
