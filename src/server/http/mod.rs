//! The service over HTTP.
//!
//! Owns the routes, what a request must look like, its limits, and the log. Must not know what an answer means.

mod app;
mod body;
mod connection;
mod failure;
mod handlers;
mod observe;
pub mod options;
mod router;
mod run;

pub use self::options::Options;
pub use self::run::{RunError, bind, run};

#[cfg(test)]
mod tests;
