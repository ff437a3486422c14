//! The file.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, DictionaryArray, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

use crate::{FIRST_S, HOURS, MEMBERS};

/// Rows that are written at a time, and of a row group.
const BATCH: u64 = 1_000_000;
/// Objects that are named.
const OBJECTS: i32 = 20_000;

/// Writes so many rows, an hour after the other as a member writes them, with homes, carriers and objects at random.
pub fn make(file: &Path, rows: u64) -> Result<(), Box<dyn std::error::Error>> {
    let mut random = ChaCha20Rng::seed_from_u64(1);
    let members: Vec<String> = (0..MEMBERS).map(|member| format!("{member:064x}")).collect();
    let objects: Vec<String> = (0..OBJECTS).map(|object| format!("{object:064x}")).collect();
    let mut writer: Option<ArrowWriter<File>> = None;
    let mut written = 0;
    while written < rows {
        let count = BATCH.min(rows - written);
        let hours = (written..written + count).map(|row| {
            let hour = i64::try_from(u128::from(row) * 744 / u128::from(rows)).unwrap_or(HOURS - 1);
            FIRST_S + hour * 3_600
        });
        let hours: ArrayRef = Arc::new(Int64Array::from_iter_values(hours));
        let mut drawn = |most: i32| Int32Array::from_iter_values((0..count).map(|_| random.random_range(0..most)));
        let last = i32::try_from(MEMBERS)?;
        let columns = [
            ("object", dictionary(drawn(OBJECTS), &objects)?),
            ("home", dictionary(drawn(last), &members)?),
            ("carrier", dictionary(drawn(last), &members)?),
            ("service", dictionary(drawn(1), &["video".to_owned()])?),
            ("unit", dictionary(drawn(2), &["byte".to_owned(), "byte_hour".to_owned()])?),
        ];
        let quantities = (0..count).map(|_| random.random_range(1..5_000_000_i64));
        let quantities: ArrayRef = Arc::new(Int64Array::from_iter_values(quantities));
        let all = [("hour", hours)].into_iter().chain(columns).chain([("quantity", quantities)]);
        let batch = RecordBatch::try_from_iter(all)?;
        let writer = match &mut writer {
            Some(writer) => writer,
            None => {
                let how = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
                writer.insert(ArrowWriter::try_new(File::create(file)?, batch.schema(), Some(how))?)
            }
        };
        writer.write(&batch)?;
        written += count;
    }
    if let Some(writer) = writer {
        writer.close()?;
    }
    Ok(())
}

fn dictionary(keys: Int32Array, values: &[String]) -> Result<ArrayRef, arrow::error::ArrowError> {
    let values = Arc::new(StringArray::from_iter_values(values));
    Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, values)?))
}
