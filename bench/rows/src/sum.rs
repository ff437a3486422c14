//! The sums, by two threads that read every other row group, and the split of the month.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::datatypes::{DataType, Field, Int32Type, Int64Type, Schema};
use federation::charter::{Charter, DEFAULT};
use jiff::civil::date;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use purse::cost::Period;
use purse::money::Money;
use purse::split::{Books, Member, Used, split};
use purse::usage::{Hour, Unit};

use crate::{FIRST_S, HOURS};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const THREADS: usize = 2;
const BATCH: usize = 65_536;
/// The columns that name what is summed, in the order of a key.
const NAMES: [&str; 4] = ["home", "carrier", "service", "unit"];

/// By home, carrier, service and unit: the sum of each hour.
type Sums = HashMap<[String; 4], Vec<u128>>;

pub fn sum(file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let begun = Instant::now();
    let opened = File::open(file)?;
    let plain = ArrowReaderMetadata::load(&opened, ArrowReaderOptions::new())?;
    let metadata = ArrowReaderMetadata::load(&opened, ArrowReaderOptions::new().with_schema(coded(plain.schema())))?;
    let groups = metadata.metadata().num_row_groups();
    let of_threads: Vec<Result<Sums, Failure>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|first| {
                // Opened anew: a clone would share the place in it with the other thread.
                let metadata = metadata.clone();
                scope.spawn(move || part(File::open(file)?, metadata, (first..groups).step_by(THREADS).collect()))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a thread panicked".into()))).collect()
    });
    let mut sums = Sums::new();
    for of_thread in of_threads {
        for (name, hours) in of_thread.map_err(|failure| failure.to_string())? {
            let all = sums.entry(name).or_insert_with(|| vec![0; hours.len()]);
            all.iter_mut().zip(hours).for_each(|(all, sum)| *all += sum);
        }
    }
    let summed = begun.elapsed();
    let total: u128 = sums.values().flatten().sum();
    let filled = sums.values().flatten().filter(|sum| **sum > 0).count();
    let charges = closing(&sums)?;
    println!(
        "{{\"groups\": {filled}, \"total\": \"{total}\", \"members\": {charges}, \"summed_ms\": {}, \"closed_ms\": {}, \
         \"peak_kb\": {}}}",
        summed.as_millis(),
        begun.elapsed().as_millis(),
        peak_kb()?
    );
    Ok(())
}

/// The names as codes of a dictionary: each is looked up once a batch, not once a row.
fn coded(schema: &Arc<Schema>) -> Arc<Schema> {
    let code = |field: &Arc<Field>| match field.data_type() {
        DataType::Utf8 | DataType::Dictionary(..) => {
            let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
            Arc::new(field.as_ref().clone().with_data_type(dictionary))
        }
        _ => Arc::clone(field),
    };
    Arc::new(Schema::new(schema.fields().iter().map(code).collect::<Vec<_>>()))
}

fn part(file: File, metadata: ArrowReaderMetadata, groups: Vec<usize>) -> Result<Sums, Failure> {
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
    let wanted = NAMES.into_iter().chain(["hour", "quantity"]);
    let mask = ProjectionMask::columns(builder.parquet_schema(), wanted);
    let reader = builder.with_projection(mask).with_row_groups(groups).with_batch_size(BATCH).build()?;
    let mut slots = Slots::default();
    for batch in reader {
        add(&batch?, &mut slots)?;
    }
    let Slots { numbers, mut hours } = slots;
    Ok(numbers.into_iter().map(|(name, number)| (name, std::mem::take(&mut hours[number]))).collect())
}

/// Adds the rows of a batch: their codes together are the place of a slot, and a slot is looked up once a batch.
fn add(batch: &RecordBatch, sums: &mut Slots) -> Result<(), Failure> {
    let column = |name: &str| batch.column_by_name(name).ok_or("a column is missing");
    let mut codes = Vec::new();
    let mut values = Vec::new();
    for name in NAMES {
        let dictionary = column(name)?.as_dictionary::<Int32Type>();
        codes.push(dictionary.keys().values());
        values.push(dictionary.values().as_string::<i32>());
    }
    let hours = column("hour")?.as_primitive::<Int64Type>().values();
    let quantities = column("quantity")?.as_primitive::<Int64Type>().values();
    let sizes: Vec<usize> = values.iter().map(|values| values.len()).collect();
    let mut known: Vec<Option<usize>> = vec![None; sizes.iter().product()];
    for row in 0..batch.num_rows() {
        let mut place = 0;
        for (codes, size) in codes.iter().zip(&sizes) {
            place = place * size + usize::try_from(codes[row])?;
        }
        let slot = match known[place] {
            Some(slot) => slot,
            None => *known[place].insert(sums.slot(name(place, &sizes, &values))),
        };
        let hour = usize::try_from((hours[row] - FIRST_S) / 3_600)?;
        sums.hours[slot][hour] += u128::from(u64::try_from(quantities[row])?);
    }
    Ok(())
}

/// What the codes of a place stand for.
fn name(place: usize, sizes: &[usize], values: &[&StringArray]) -> [String; 4] {
    let mut rest = place;
    let mut name = [const { String::new() }; 4];
    for column in (0..NAMES.len()).rev() {
        values[column].value(rest % sizes[column]).clone_into(&mut name[column]);
        rest /= sizes[column];
    }
    name
}

/// Sums by number, and the number of each name.
#[derive(Default)]
struct Slots {
    numbers: HashMap<[String; 4], usize>,
    hours: Vec<Vec<u128>>,
}

impl Slots {
    fn slot(&mut self, name: [String; 4]) -> usize {
        *self.numbers.entry(name).or_insert_with(|| {
            self.hours.push(vec![0; usize::try_from(HOURS).unwrap_or(0)]);
            self.hours.len() - 1
        })
    }
}

/// Splits the month of these sums; how many members it has.
fn closing(sums: &Sums) -> Result<usize, Box<dyn std::error::Error>> {
    let mut used: Used<String> = Used::default();
    let mut members = BTreeMap::new();
    for ([home, carrier, _, unit], hours) in sums {
        let unit: Unit = unit.parse().map_err(|_| "a unit")?;
        let means: Money = "6000".parse().map_err(|_| "an amount")?;
        let member = Member { means, adherents: 1, from: date(2026, 1, 1), to: date(2027, 1, 1) };
        members.entry(home.clone()).or_insert(member);
        for (hour, sum) in (0..).zip(hours) {
            let hour = Hour::from_number(FIRST_S / 3_600 + hour).ok_or("an hour")?;
            used.add(home, carrier, &unit, hour, u64::try_from(*sum)?);
        }
    }
    let charter = Charter::parse(DEFAULT).map_err(|_| "the charter")?;
    let period = Period::months(2026, 12, 1).ok_or("a period")?;
    let books = Books { period, rules: &charter.rules, members: &members, bills: &[], used: &used, fund: Money::ZERO };
    Ok(split(&books).map_err(|refusal| refusal.to_string())?.lines.len())
}

/// The most memory that this process had, in kB.
fn peak_kb() -> Result<u64, Box<dyn std::error::Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
