//! The report of `ecot demo --once`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use carry::id::ObjectHash;

use super::usage::Metered;
use super::viewer::Seen;
use super::{Upload, sample};
use crate::client::VideoAnswer;

/// What it took, beside what was seen.
pub struct Report {
    /// From the program's start to the member's.
    pub start: Duration,
    /// None if a former run published the sample; then the next two are none too.
    pub upload: Option<Upload>,
    /// After the upload was acknowledged.
    pub playable: Option<Duration>,
    pub whole: Option<Duration>,
    pub watched: Duration,
    /// The video as the API tells it.
    pub answer: VideoAnswer,
}

impl Report {
    /// As text, with a line end.
    pub fn text(&self, seen: &Seen, metered: &Metered) -> String {
        let mut text = String::from("times\n");
        line(&mut text, "start to ready", &seconds(self.start));
        match (self.upload, self.playable, self.whole) {
            (Some(upload), Some(playable), Some(whole)) => {
                line(&mut text, "upload", &seconds(upload.took));
                line(&mut text, "first playable", &format!("{} after the upload", seconds(playable)));
                line(&mut text, "all sizes", &format!("{} after the upload", seconds(whole)));
            }
            _ => line(&mut text, "upload", "by a former run"),
        }
        let requests: usize = seen.objects.iter().map(|object| object.parts).sum();
        line(&mut text, "watched", &format!("{}, {requests} parts", seconds(self.watched)));

        let source = u64::try_from(sample::BYTES.len()).unwrap_or(u64::MAX);
        let stored: u64 = seen.objects.iter().map(|object| object.bytes).sum();
        text.push_str("sizes\n");
        line(&mut text, "source", &bytes(source));
        line(&mut text, "stored", &format!("{}, {} for each byte of the source", bytes(stored), ratio(stored, source)));
        for object in &seen.objects {
            line(&mut text, &format!("  {}", object.name), &format!("{}, {} parts", bytes(object.bytes), object.parts));
        }

        let sum = |sums: &BTreeMap<ObjectHash, u64>| bytes(sums.values().sum());
        text.push_str("metered and counted\n");
        line(&mut text, "delivered", &format!("{} metered", sum(&metered.delivered)));
        line(&mut text, "", &format!("{} counted by the viewer", sum(&seen.bytes)));
        line(&mut text, "stored", &format!("{} metered, hours: {}", sum(&metered.stored), metered.hours));
        line(&mut text, "", &format!("{} in each as the manifest says", bytes(stored)));
        text.push_str("cost\n");
        let cost = self.answer.cost_this_month.as_ref().map(|cost| format!("{cost} euros"));
        line(&mut text, "this month", &cost.unwrap_or_else(|| "no bill was entered".to_owned()));
        line(&mut text, "page", &format!("{}/cost", self.answer.watch_url));
        text
    }
}

fn line(text: &mut String, name: &str, value: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "  {name:<16}{value}");
}

fn seconds(duration: Duration) -> String {
    format!("{}.{:02} s", duration.as_secs(), duration.subsec_millis() / 10)
}

/// `4 139 823 bytes`.
fn bytes(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped + " bytes"
}

/// To two decimals, cut off.
fn ratio(part: u64, whole: u64) -> String {
    let hundredths = part.saturating_mul(100).checked_div(whole).unwrap_or(0);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_cut_as_people_read_them() {
        assert_eq!(bytes(0), "0 bytes");
        assert_eq!(bytes(1_000), "1 000 bytes");
        assert_eq!(bytes(4_139_823), "4 139 823 bytes");
        assert_eq!(ratio(7, 4), "1.75");
        assert_eq!(ratio(1, 0), "0.00");
        assert_eq!(seconds(Duration::from_millis(1_239)), "1.23 s");
    }
}
