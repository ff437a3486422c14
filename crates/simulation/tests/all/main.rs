//! A few hundred seeds, and runs that are made for one question.

mod carrying;
mod liars;
mod missing;
mod own_split;
mod restores;
mod seeds;
