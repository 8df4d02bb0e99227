//! The merge at random: a few devices that push, pull, fork and repeat over one entity, held against an oracle.
//!
//! The oracle keeps full vector clocks and shares no code with the merge, which sees one revision and a lineage.

mod devices;
mod fates;
mod laws;
mod oracle;
mod schedules;
mod server;
