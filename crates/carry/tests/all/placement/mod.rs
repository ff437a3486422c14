//! Placement: the planner, its checker, and a slow twin of the planner.

mod broken;
mod examples;
mod movement;
mod properties;
mod scenes;
mod twin;
