//! How a property of a kind, a connection or a usage is described: typed, with unit, range, default and help.

use serde_json::Value;

/// A text in both languages of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    pub en: &'static str,
    pub es: &'static str,
}

impl Words {
    pub const NONE: Words = Words { en: "", es: "" };

    pub const fn new(en: &'static str, es: &'static str) -> Words {
        Words { en, es }
    }
}

/// One property: what may stand there, what it means, and what holds when it is left out.
#[derive(Debug, Clone, Copy)]
pub struct Property {
    pub name: &'static str,
    pub shape: Shape,
    pub default: Preset,
    /// Unit of a number, e.g. `GiB`, `days`; empty when it has none.
    pub unit: &'static str,
    pub label: Words,
    /// One line that says what it does.
    pub help: Words,
    /// Where range and default come from (an AWS documentation page or CloudFormation property).
    pub source: &'static str,
    /// Must be given: there is no sensible default.
    pub required: bool,
}

/// What a property holds.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    Flag,
    /// Whole number within an inclusive range.
    Integer {
        min: i64,
        max: i64,
    },
    Text(TextForm),
    /// One of the listed words.
    Choice(&'static [&'static str]),
    List(&'static Shape),
    /// An object with known fields.
    Record(&'static [&'static Property]),
    /// An object with free keys and values of one shape.
    Table(&'static Shape),
    /// Any JSON value: raw CloudFormation properties.
    Any,
}

/// How a text must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextForm {
    /// Any text of at most this many characters.
    Any(usize),
    /// An IPv4 block such as `10.0.0.0/16` whose host bits are zero.
    Cidr,
    /// A domain name, `*.` allowed in front.
    Domain,
    /// The id of a node of one of these kinds (empty = any kind).
    Node(&'static [&'static str]),
    /// `family.size`, e.g. `m6i.large`.
    InstanceType,
    /// `db.family.size`, e.g. `db.r6g.large`.
    DatabaseClass,
    /// A dotted version number, e.g. `16.9`.
    Version,
    /// `HH:MM-HH:MM` in UTC.
    DailyWindow,
    Email,
    /// A CloudFormation type, `AWS::Service::Resource`.
    ResourceType,
}

/// What holds when a property is left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Preset {
    /// Nothing: the property is simply absent.
    None,
    Flag(bool),
    Integer(i64),
    Text(&'static str),
    /// A list of texts.
    Texts(&'static [&'static str]),
}

impl Preset {
    /// The default as JSON; `None` where a missing property stays missing.
    pub fn to_json(&self) -> Option<Value> {
        match *self {
            Preset::None => None,
            Preset::Flag(flag) => Some(flag.into()),
            Preset::Integer(number) => Some(number.into()),
            Preset::Text(text) => Some(text.into()),
            Preset::Texts(texts) => Some(texts.into()),
        }
    }
}

impl Property {
    const fn of(name: &'static str, shape: Shape, default: Preset) -> Property {
        Property {
            name,
            shape,
            default,
            unit: "",
            label: Words::NONE,
            help: Words::NONE,
            source: "",
            required: false,
        }
    }

    pub const fn flag(name: &'static str, default: bool) -> Property {
        Property::of(name, Shape::Flag, Preset::Flag(default))
    }

    pub const fn integer(name: &'static str, min: i64, max: i64, default: i64) -> Property {
        Property::of(name, Shape::Integer { min, max }, Preset::Integer(default))
    }

    /// A whole number that may be left out.
    pub const fn optional_integer(name: &'static str, min: i64, max: i64) -> Property {
        Property::of(name, Shape::Integer { min, max }, Preset::None)
    }

    pub const fn choice(
        name: &'static str,
        words: &'static [&'static str],
        default: &'static str,
    ) -> Property {
        Property::of(name, Shape::Choice(words), Preset::Text(default))
    }

    pub const fn text(name: &'static str, form: TextForm, default: &'static str) -> Property {
        Property::of(name, Shape::Text(form), Preset::Text(default))
    }

    /// A text that may be left out.
    pub const fn optional_text(name: &'static str, form: TextForm) -> Property {
        Property::of(name, Shape::Text(form), Preset::None)
    }

    /// A list; empty when left out.
    pub const fn list(name: &'static str, of: &'static Shape) -> Property {
        Property::of(name, Shape::List(of), Preset::Texts(&[]))
    }

    /// A list of texts with a default.
    pub const fn texts(name: &'static str, of: &'static Shape, default: &'static [&'static str]) -> Property {
        Property::of(name, Shape::List(of), Preset::Texts(default))
    }

    /// An object with known fields; absent when left out.
    pub const fn record(name: &'static str, fields: &'static [&'static Property]) -> Property {
        Property::of(name, Shape::Record(fields), Preset::None)
    }

    /// An object with free keys; absent when left out.
    pub const fn table(name: &'static str, of: &'static Shape) -> Property {
        Property::of(name, Shape::Table(of), Preset::None)
    }

    /// Any JSON value; absent when left out.
    pub const fn any(name: &'static str) -> Property {
        Property::of(name, Shape::Any, Preset::None)
    }

    pub const fn unit(mut self, unit: &'static str) -> Property {
        self.unit = unit;
        self
    }

    pub const fn label(mut self, en: &'static str, es: &'static str) -> Property {
        self.label = Words::new(en, es);
        self
    }

    pub const fn help(mut self, en: &'static str, es: &'static str) -> Property {
        self.help = Words::new(en, es);
        self
    }

    pub const fn source(mut self, source: &'static str) -> Property {
        self.source = source;
        self
    }

    /// Marks a property that has no sensible default and must be given.
    pub const fn required(mut self) -> Property {
        self.required = true;
        self.default = Preset::None;
        self
    }
}
