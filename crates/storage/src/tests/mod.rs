//! What storage promises, on each database that there is.

mod accepting;
mod case_room;
mod databases;
mod durability;
mod full_disk;
mod inbox;
mod leavers;
mod locked_anew;
mod mailbox;
mod notes;
mod office;
mod overdue;
mod postgres_power;
mod power_cut;
mod record;
mod recusals;
mod replies;
mod rights;
mod schema;
mod silence;
mod staff;
mod steps;
mod upkeep;
mod waiting;
mod writers;
