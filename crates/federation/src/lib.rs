//! The federation: what its members agreed.
//!
//! What it is: a pure crate. The text of a charter comes in, the figures that decide go out; what is wrong is refused with
//! the place in the text.
//!
//! What it is not: the purse. How a period is split by these figures is in `purse`.
//!
//! What it keeps true: a charter that is accepted can be applied; a field that this version does not know is refused, so
//! nobody votes on a rule that no program keeps.

pub mod charter;
