//! What is said to a person in words: names, kinds, and why an edit was refused, in the editor's language.

use engine::{
    Document, Id, Language, Message, Refusal,
    design::{ConnectionKind, Kind, Problem, Shape, TextForm, Words, problem::Fault},
    services::service,
};

use crate::editor::Editor;

impl Editor {
    pub fn language(&self) -> Language {
        self.language
    }

    /// Words in the editor's language.
    pub(crate) fn say(&self, en: &'static str, es: &'static str) -> &'static str {
        self.language.of(Words::new(en, es))
    }

    /// A sentence with values in the editor's language.
    pub(crate) fn tell<const N: usize>(
        &self,
        en: &'static str,
        es: &'static str,
        values: [String; N],
    ) -> String {
        render(self.language, en, es, values)
    }

    /// What an element is called: its displayed name, else its id.
    pub fn name_of(&self, id: &Id) -> String {
        name_of(self.document(), id)
    }

    /// What is called by a list of elements: the name of one, the number of several.
    pub(crate) fn name_of_all(&self, ids: &[Id]) -> String {
        match ids {
            [one] => self.name_of(one),
            several => self.tell("{0} elements", "{0} elementos", [several.len().to_string()]),
        }
    }

    /// Why an edit was refused.
    pub fn why(&self, refusal: &Refusal) -> String {
        refused(refusal, self.language)
    }
}

pub(crate) fn render<const N: usize>(
    language: Language,
    en: &'static str,
    es: &'static str,
    values: [String; N],
) -> String {
    values.into_iter().fold(Message::say(en, es), Message::with).render(language)
}

pub(crate) fn name_of(document: &Document, id: &Id) -> String {
    let node = document.nodes.get(id).map(|node| &node.name);
    let connection = || document.connections.get(id).map(|connection| &connection.name);
    node.or_else(connection).cloned().flatten().unwrap_or_else(|| id.to_string())
}

/// The title of a kind; the kind itself where it is not known.
pub fn title(kind: &str, language: Language) -> &str {
    service(kind).map_or(kind, |service| language.of(service.about().kind.title))
}

/// The word of a kind of connection.
pub fn connection_title(kind: ConnectionKind, language: Language) -> &'static str {
    let words = match kind {
        ConnectionKind::Traffic => Words::new("Traffic", "Tráfico"),
        ConnectionKind::Uses => Words::new("Uses its API", "Usa su API"),
        ConnectionKind::Origin => Words::new("Origin", "Origen"),
        ConnectionKind::Target => Words::new("Target", "Destino"),
        ConnectionKind::Logs => Words::new("Logs", "Registros"),
        ConnectionKind::Event => Words::new("Events", "Eventos"),
        ConnectionKind::Attached => Words::new("Attached", "Asociado"),
        ConnectionKind::Delivery => Words::new("Delivery", "Entrega"),
        ConnectionKind::Replicates => Words::new("Replicates", "Replica"),
    };
    language.of(words)
}

/// Titles as a list: `A, B or C`.
pub(crate) fn either<'a>(kinds: impl IntoIterator<Item = &'a str>, language: Language) -> String {
    let mut titles: Vec<&str> = Vec::new();
    for kind in kinds {
        let title = title(kind, language);
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    match titles.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, first)) => {
            format!("{} {} {last}", first.join(", "), language.of(Words::new("or", "o")))
        }
    }
}

/// Why a kind may not stand in a container (`None`: in none).
pub(crate) fn misplaced(kind: &Kind, container: Option<&str>, language: Language) -> String {
    let child = title(kind.name, language).to_owned();
    let legal = either(kind.parents.iter().copied(), language);
    match container {
        _ if kind.parents.is_empty() => {
            render(language, "{0} stands in no container.", "{0} no va dentro de ningún contenedor.", [child])
        }
        Some(container) => render(
            language,
            "{0} does not stand in {1}; it needs {2}.",
            "{0} no va en {1}; necesita {2}.",
            [child, title(container, language).to_owned(), legal],
        ),
        None => render(language, "{0} needs {1}.", "{0} necesita {1}.", [child, legal]),
    }
}

/// Why one kind cannot be connected to another.
pub(crate) fn unconnected(from: &Kind, to: &Kind, reverse: bool, language: Language) -> String {
    let (from_title, to_title) = (title(from.name, language).to_owned(), title(to.name, language).to_owned());
    if reverse {
        return render(
            language,
            "{0} starts no connection to {1}; draw it the other way round.",
            "{0} no inicia conexiones hacia {1}; trácela en sentido contrario.",
            [from_title, to_title],
        );
    }
    let ends = either(from.connects.iter().flat_map(|connects| connects.to).copied(), language);
    if ends.is_empty() {
        return render(
            language,
            "{0} cannot be connected to {1}.",
            "{0} no se puede conectar con {1}.",
            [from_title, to_title],
        );
    }
    render(
        language,
        "{0} cannot be connected to {1}; it leads to {2}.",
        "{0} no se puede conectar con {1}; lleva a {2}.",
        [from_title, to_title, ends],
    )
}

/// What a property takes, as a phrase.
pub fn expects(shape: &Shape, unit: &str, language: Language) -> String {
    let say = |en: &'static str, es: &'static str| language.of(Words::new(en, es)).to_owned();
    match shape {
        Shape::Flag => say("yes or no", "sí o no"),
        Shape::Integer { min, max } => {
            let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
            render(
                language,
                "a whole number from {0} to {1}{2}",
                "un número entero de {0} a {1}{2}",
                [min.to_string(), max.to_string(), unit],
            )
        }
        Shape::Choice(words) => render(language, "one of {0}", "uno de {0}", [words.join(", ")]),
        Shape::Text(form) => text_form(*form, language),
        Shape::List(of) => {
            render(language, "a list, each {0}", "una lista, cada uno {0}", [expects(of, unit, language)])
        }
        Shape::Record(fields) => {
            let names: Vec<&str> = fields.iter().map(|field| language.of(field.label)).collect();
            render(language, "{0}", "{0}", [names.join(", ")])
        }
        Shape::Table(of) => render(
            language,
            "names, each with {0}",
            "nombres, cada uno con {0}",
            [expects(of, unit, language)],
        ),
        Shape::Any => say("JSON", "JSON"),
    }
}

fn text_form(form: TextForm, language: Language) -> String {
    let say = |en: &'static str, es: &'static str| language.of(Words::new(en, es)).to_owned();
    match form {
        TextForm::Any(most) => render(
            language,
            "a text of at most {0} characters",
            "un texto de {0} caracteres como máximo",
            [most.to_string()],
        ),
        TextForm::Cidr => say(
            "a block such as 10.0.0.0/16 whose host bits are zero",
            "un bloque como 10.0.0.0/16 con los bits de host en cero",
        ),
        TextForm::Domain => say("a domain name such as app.example.com", "un dominio como app.example.com"),
        TextForm::Node([]) => say("an element", "un elemento"),
        TextForm::Node(kinds) => either(kinds.iter().copied(), language),
        TextForm::InstanceType => {
            say("an instance type such as m6i.large", "un tipo de instancia como m6i.large")
        }
        TextForm::DatabaseClass => {
            say("an instance class such as db.r6g.large", "una clase de instancia como db.r6g.large")
        }
        TextForm::Version => say("a version such as 16.9", "una versión como 16.9"),
        TextForm::DailyWindow => {
            say("a daily window in UTC such as 03:00-04:00", "una ventana diaria en UTC como 03:00-04:00")
        }
        TextForm::Email => say("an e-mail address", "una dirección de correo"),
        TextForm::ResourceType => say(
            "a CloudFormation type such as AWS::SNS::Topic",
            "un tipo de CloudFormation como AWS::SNS::Topic",
        ),
    }
}

/// Why an edit was refused, in sentences.
pub(crate) fn refused(refusal: &Refusal, language: Language) -> String {
    let say = |en, es, values: [String; 1]| render(language, en, es, values);
    match refusal {
        Refusal::Unknown { id, .. } => say("There is no “{0}”.", "No existe «{0}».", [id.clone()]),
        Refusal::Taken { id, .. } => say("There is already a “{0}”.", "Ya existe «{0}».", [id.clone()]),
        Refusal::AbsentThere { id, environment } => render(
            language,
            "“{0}” is absent in {1}; make it present there first.",
            "«{0}» no está en {1}; agréguelo allí primero.",
            [id.to_string(), environment.to_string()],
        ),
        Refusal::Unsound { problems } => {
            let texts: Vec<String> = problems.iter().map(|problem| unsound(problem, language)).collect();
            texts.join("\n")
        }
        other => other.to_string(),
    }
}

fn unsound(problem: &Problem, language: Language) -> String {
    let titled = |kind: &String| title(kind, language).to_owned();
    let titles = |kinds: &[String]| either(kinds.iter().map(String::as_str), language);
    match &problem.fault {
        Fault::IllegalParent { kind, parent, legal, .. } if legal.is_empty() => render(
            language,
            "{0} does not stand in {1}.",
            "{0} no va en {1}.",
            [titled(kind), titled(parent)],
        ),
        Fault::IllegalParent { kind, parent, legal, .. } => render(
            language,
            "{0} does not stand in {1}; it needs {2}.",
            "{0} no va en {1}; necesita {2}.",
            [titled(kind), titled(parent), titles(legal)],
        ),
        Fault::NoParent { kind, legal } => {
            render(language, "{0} needs {1}.", "{0} necesita {1}.", [titled(kind), titles(legal)])
        }
        Fault::IllegalConnection { from, to, .. } => render(
            language,
            "{0} cannot be connected to {1} like this.",
            "{0} no se puede conectar así con {1}.",
            [titled(from), titled(to)],
        ),
        Fault::ParentCycle { circle } => render(
            language,
            "It would stand in itself: {0}.",
            "Quedaría dentro de sí mismo: {0}.",
            [circle.join(" → ")],
        ),
        Fault::Missing { .. } => {
            render(language, "{0}: a value is missing.", "{0}: falta un valor.", [problem.path.clone()])
        }
        Fault::Dangling { found, .. } => {
            render(language, "There is no “{0}”.", "No existe «{0}».", [found.clone()])
        }
        _ => problem.to_string(),
    }
}
