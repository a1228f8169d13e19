//! The one macro service files write their properties with.

/// An object as a template value; `Value::Null` stands for “not set” at the top level of a resource's properties.
macro_rules! map {
    ($($key:expr => $value:expr),* $(,)?) => {
        ::cloudformation::Value::Map(::cloudformation::map! { $($key => $value),* })
    };
}

pub(crate) use map;
