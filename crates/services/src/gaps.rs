//! Which prices the kinds can ask for and a book does not have.

use pricing::{ALWAYS_FREE, Book, GLOBAL};

use crate::{SERVICES, transfer};

/// What begins the locations of CloudFront's edges.
const EDGE: &str = "edge:";
/// What stands for all regions that have no price of their own.
const OTHER: &str = "other";

/// Prices of one form that are missing at a location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The kind that asks for them; `connections` for what data costs between elements.
    pub kind: &'static str,
    /// The slug, words in braces varying.
    pub slug: &'static str,
    /// How many of them are known here.
    pub known: usize,
    /// Those that are known elsewhere only; the slug itself where it is known nowhere.
    pub missing: Vec<String>,
}

/// What each kind lacks at a location (a region, a Local Zone or an edge), by kind and slug.
pub fn gaps(book: &Book, location: &str) -> Vec<Gap> {
    let own = SERVICES.iter().map(|service| (service.about().kind.name, service.prices()));
    let all = own.chain([("connections", transfer::PRICES)]);
    let mut found: Vec<Gap> = all
        .flat_map(|(kind, slugs)| slugs.iter().map(move |slug| (kind, *slug)))
        .filter_map(|(kind, slug)| gap(book, location, kind, slug))
        .collect();
    found.sort_by_key(|gap| (gap.kind, gap.slug));
    found
}

fn gap(book: &Book, location: &str, kind: &'static str, slug: &'static str) -> Option<Gap> {
    let mut meant: Vec<&str> =
        book.slugs().filter(|known| !known.contains(ALWAYS_FREE) && fits(slug, known)).collect();
    if meant.is_empty() {
        // Known nowhere: it is missing wherever elements stand.
        meant.push(slug);
    }
    let at_edges = |slug: &str| book.locations_of(slug).next().is_some_and(|at| at.starts_with(EDGE));
    meant.retain(|slug| {
        let to = slug.strip_prefix("transfer/region/");
        at_edges(slug) == location.starts_with(EDGE) && to != Some(location) && to != Some(OTHER)
    });
    let (known, missing): (Vec<&str>, Vec<&str>) =
        meant.into_iter().partition(|slug| book.locations_of(slug).any(|at| at == location || at == GLOBAL));
    let missing: Vec<String> = missing.into_iter().map(str::to_owned).collect();
    (!missing.is_empty()).then_some(Gap { kind, slug, known: known.len(), missing })
}

/// Whether a slug is of a form: words in braces stand for one word, or for the rest of one (`arm1.{size}`).
pub fn fits(form: &str, slug: &str) -> bool {
    let (mut wanted, mut words) = (form.split('/'), slug.split('/'));
    loop {
        match (wanted.next(), words.next()) {
            (None, None) => return true,
            (Some(wanted), Some(word)) => {
                let fits = match wanted.split_once('{') {
                    Some((begin, _)) => word.strip_prefix(begin).is_some_and(|rest| !rest.is_empty()),
                    None => wanted == word,
                };
                if !fits {
                    return false;
                }
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_stands_for_words_and_for_the_rest_of_words() {
        for (form, slug, expected) in [
            ("nat/hour", "nat/hour", true),
            ("nat/hour", "nat/hour/x", false),
            ("ec2/linux/{type}", "ec2/linux/m6i.large", true),
            ("codebuild/arm/arm1.{size}", "codebuild/arm/arm1.small", true),
            ("codebuild/arm/arm1.{size}", "codebuild/arm/general1.small", false),
            ("rds/{engine}/single-az/db.{type}", "rds/storage/single-az/gp3", false),
        ] {
            assert_eq!(fits(form, slug), expected, "{form} {slug}");
        }
    }

    #[test]
    fn what_a_region_lacks_is_told_by_kind() {
        let of = |location: &str, kind: &str| -> Vec<Gap> {
            gaps(Book::embedded(), location).into_iter().filter(|gap| gap.kind == kind).collect()
        };
        // CodeBuild has no prices in Mexico
        let [arm, linux] = &of("mx-central-1", "codebuild_project")[..] else { panic!() };
        assert_eq!((arm.slug, arm.known), ("codebuild/arm/arm1.{size}", 0));
        assert!(linux.missing.contains(&"codebuild/linux/general1.small".to_owned()));
        assert_eq!(of("us-east-1", "codebuild_project"), []);
        // some machines are there, others are not
        let machines =
            of("mx-central-1", "eks_workers").into_iter().find(|gap| gap.slug == "ec2/linux/{type}");
        let machines =
            machines.map(|gap| (gap.known, gap.missing.contains(&"ec2/linux/c4.large".to_owned())));
        assert_eq!(machines, Some((159, true)));
        // what is priced once for all regions, or at edges, is missing in none
        assert_eq!(of("mx-central-1", "route53_zone"), []);
        assert_eq!(of("edge:india", "cloudfront_distribution"), []);
        assert_eq!(of("edge:india", "nat_gateway"), []);
    }
}
