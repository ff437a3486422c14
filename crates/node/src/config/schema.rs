//! How settings are declared: once, with the text of the sample file as their doc comments.

/// A section of the file, as the sample prints it and as unknown keys are recognised.
pub struct Section {
    pub name: &'static str,
    pub about: &'static [&'static str],
    pub keys: &'static [Key],
}

/// One setting.
pub struct Key {
    pub name: &'static str,
    pub about: &'static [&'static str],
    /// The TOML value that the sample shows, commented out, for a setting without a default; at
    /// most one.
    pub example: &'static [&'static str],
}

/// Declares a section: a struct with a default per field, and its description.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident as $section:literal {
            $(
                $(#[doc = $doc:literal])+
                $field:ident: $type:ty = $default:expr $(=> $example:literal)?;
            )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(
                $(#[doc = $doc])+
                #[serde(skip_serializing_if = "crate::config::schema::absent")]
                pub $field: $type,
            )+
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)+ }
            }
        }

        impl $name {
            pub(in crate::config) const SECTION: crate::config::schema::Section =
                crate::config::schema::Section {
                    name: $section,
                    about: &[$($about),+],
                    keys: &[$(crate::config::schema::Key {
                        name: stringify!($field),
                        about: &[$($doc),+],
                        example: &[$($example)?],
                    }),+],
                };
        }
    };
}

/// Declares the file: its sections in the order of the sample.
macro_rules! configuration {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident { $($field:ident: $type:ident,)+ }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $(pub $field: $type,)+
        }

        impl $name {
            pub(in crate::config) const SECTIONS: &'static [&'static schema::Section] =
                &[$(&settings::$type::SECTION,)+];

            /// The key of `section` that alone makes the section unreadable, and why.
            pub(in crate::config) fn fault(
                section: &str,
                key: &str,
                value: toml::Value,
            ) -> Option<String> {
                let alone = toml::Table::from_iter([(key.to_owned(), value)]);
                match section {
                    $(stringify!($field) => {
                        alone.try_into::<$type>().err().map(|e| e.message().to_owned())
                    })+
                    _ => None,
                }
            }
        }
    };
}

/// Whether a default stands for "nothing"; TOML has no null.
pub fn absent<T: serde::Serialize>(value: &T) -> bool {
    toml::Value::try_from(value).is_err()
}

pub(in crate::config) use {configuration, section};
