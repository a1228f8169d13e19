//! The shelf: the kinds of element that can be added, by AWS's categories.

use engine::{
    Language,
    design::Words,
    services::{Category, Lane, SERVICES, service},
};

/// The kinds of one category.
#[derive(Debug, Clone, PartialEq)]
pub struct ShelfGroup {
    pub category: Category,
    pub title: &'static str,
    pub entries: Vec<ShelfEntry>,
}

/// A kind that can be added.
#[derive(Debug, Clone, PartialEq)]
pub struct ShelfEntry {
    pub kind: &'static str,
    pub title: &'static str,
    /// Symbol of its icon.
    pub symbol: &'static str,
}

/// The kinds whose title, name or category has all words of a query; all for an empty one. Kinds that are never drawn
/// by themselves are left out.
pub fn shelf(query: &str, language: Language) -> Vec<ShelfGroup> {
    let query = query.to_lowercase();
    let mut groups: Vec<ShelfGroup> = Vec::new();
    for about in SERVICES.iter().map(|service| service.about()) {
        let category = category_words(about.category);
        let texts = [about.kind.title.en, about.kind.title.es, about.kind.name, category.en, category.es];
        let texts = texts.map(|text| text.to_lowercase().replace('_', " "));
        let matches = query.split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)));
        if about.lane == Lane::Hidden || !matches {
            continue;
        }
        let entry = ShelfEntry {
            kind: about.kind.name,
            title: language.of(about.kind.title),
            symbol: symbol(about.kind.name),
        };
        match groups.iter_mut().find(|group| group.category == about.category) {
            Some(group) => group.entries.push(entry),
            None => groups.push(ShelfGroup {
                category: about.category,
                title: language.of(category),
                entries: vec![entry],
            }),
        }
    }
    groups.sort_by_key(|group| group.category);
    groups.iter_mut().for_each(|group| group.entries.sort_by_key(|entry| entry.title));
    groups
}

/// The symbol of a kind's icon: its own name where the drawing knows it, else what its service says.
pub fn symbol(kind: &str) -> &'static str {
    let Some(about) = service(kind).map(|service| service.about()) else { return "" };
    match engine::scene::symbol::look(about.kind.name) {
        Some(_) => about.kind.name,
        None => about.icon,
    }
}

/// AWS's categories in words.
fn category_words(category: Category) -> Words {
    match category {
        Category::Analytics => Words::new("Analytics", "Análisis"),
        Category::ApplicationIntegration => {
            Words::new("Application integration", "Integración de aplicaciones")
        }
        Category::Compute => Words::new("Compute", "Cómputo"),
        Category::Containers => Words::new("Containers", "Contenedores"),
        Category::Database => Words::new("Database", "Bases de datos"),
        Category::DeveloperTools => Words::new("Developer tools", "Herramientas para desarrolladores"),
        Category::General => Words::new("General", "General"),
        Category::ManagementGovernance => Words::new("Management & governance", "Administración y gobierno"),
        Category::NetworkingContentDelivery => {
            Words::new("Networking & content delivery", "Redes y entrega de contenido")
        }
        Category::SecurityIdentity => Words::new("Security & identity", "Seguridad e identidad"),
        Category::Storage => Words::new("Storage", "Almacenamiento"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(query: &str) -> Vec<&'static str> {
        shelf(query, Language::English)
            .iter()
            .flat_map(|group| &group.entries)
            .map(|entry| entry.kind)
            .collect()
    }

    #[test]
    fn the_shelf_is_searched_in_both_languages() {
        assert_eq!(kinds("queue"), ["sqs_queue"]);
        assert_eq!(kinds("BASES rds"), ["rds_instance"]);
        assert!(kinds("teapot").is_empty());
        assert!(kinds("").len() > 30 && !kinds("").contains(&"route_table"));
    }

    #[test]
    fn every_entry_has_a_title_and_an_icon() {
        for entry in shelf("", Language::Spanish).iter().flat_map(|group| &group.entries) {
            assert!(!entry.title.is_empty() && !entry.symbol.is_empty(), "{}", entry.kind);
        }
    }
}
