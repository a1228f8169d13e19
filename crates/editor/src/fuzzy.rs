//! How well a text fits what a person types: words in any order, letters in order, the starts of words first.

/// Letters beyond these are not looked at: names are shorter.
const LONGEST: usize = 96;

/// A text that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Larger is better.
    pub score: i32,
    /// Which of the text's characters were typed, in order.
    pub letters: Vec<usize>,
}

/// How a text fits a query; `None` when it does not. Each word of the query must be found; case and accents do not
/// matter. Anything fits an empty query.
pub fn fit(query: &str, text: &str) -> Option<Fit> {
    let text: Vec<char> = text.chars().take(LONGEST).map(plain).collect();
    let mut found = Fit { score: 0, letters: Vec::new() };
    for word in query.split_whitespace() {
        let word: Vec<char> = word.chars().take(LONGEST).map(plain).collect();
        let of_word = fit_word(&word, &text)?;
        found.score += of_word.score;
        found.letters.extend(of_word.letters);
    }
    found.letters.sort_unstable();
    found.letters.dedup();
    Some(found)
}

/// The best way to find the letters of a word in a text. Letters that follow neither their predecessor nor the start
/// of a word are a coincidence, not a match.
fn fit_word(word: &[char], text: &[char]) -> Option<Fit> {
    if word.len() > text.len() {
        return None;
    }
    // best[i] is the best way to have the letters so far end at text[i]
    let mut best: Vec<Option<Fit>> = vec![None; text.len()];
    for (typed, letter) in word.iter().enumerate() {
        let mut next: Vec<Option<Fit>> = vec![None; text.len()];
        for (at, _) in text.iter().enumerate().filter(|(_, there)| *there == letter) {
            let starts = starts_word(text, at);
            let inside = if starts { 10 - i32::from(at != 0) } else { 1 };
            next[at] = if typed == 0 {
                // within a word only whole pieces are found, which the run below rewards
                Some(Fit { score: inside, letters: vec![at] })
            } else {
                let run =
                    at.checked_sub(1).and_then(|before| best[before].as_ref()).map(|fit| (fit, 6 + inside));
                let jump = best[..at].iter().flatten().filter(|_| starts).map(|fit| {
                    let gap = at - fit.letters.last().map_or(0, |last| last + 1);
                    (fit, inside - i32::try_from(gap.min(8)).unwrap_or(8) / 2)
                });
                let way = run.into_iter().chain(jump).max_by_key(|(fit, gain)| fit.score + gain);
                way.map(|(fit, gain)| {
                    let mut letters = fit.letters.clone();
                    letters.push(at);
                    Fit { score: fit.score + gain, letters }
                })
            };
        }
        best = next;
    }
    let best = best.into_iter().flatten().max_by_key(|fit| fit.score)?;
    // the whole text typed, and nothing else, comes first
    let whole = i32::from(word == text) * 20;
    Some(Fit { score: best.score + whole - i32::try_from(text.len()).unwrap_or(0) / 16, ..best })
}

fn starts_word(text: &[char], at: usize) -> bool {
    at == 0 || !text[at - 1].is_alphanumeric()
}

/// Without case and accents.
fn plain(letter: char) -> char {
    let letter = letter.to_lowercase().next().unwrap_or(letter);
    match letter {
        'á' | 'à' => 'a',
        'é' | 'è' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn best<'t>(query: &str, texts: &[&'t str]) -> Vec<&'t str> {
        let mut fits: Vec<(i32, &str)> =
            texts.iter().filter_map(|text| fit(query, text).map(|fit| (fit.score, *text))).collect();
        fits.sort_by_key(|(score, _)| -score);
        fits.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn pieces_and_first_letters_are_found() {
        let texts = ["Security group", "Subnet", "Amazon SQS queue", "Select all"];
        assert_eq!(best("sg", &texts), ["Security group"]);
        assert_eq!(best("queue", &texts), ["Amazon SQS queue"]);
        assert_eq!(best("sel", &texts), ["Select all"]);
        assert_eq!(best("net", &texts), ["Subnet"], "within a word too");
        assert_eq!(best("secgr", &texts), ["Security group"]);
        assert!(best("sbt", &texts).is_empty(), "letters strewn over a word are a coincidence");
    }

    #[test]
    fn the_start_of_a_word_is_better_than_its_inside_and_the_whole_is_best() {
        assert_eq!(best("re", &["Share…", "Rename", "Redo"])[2], "Share…");
        assert_eq!(best("vpc", &["VPC endpoint", "VPC", "A VPC"]), ["VPC", "VPC endpoint", "A VPC"]);
    }

    #[test]
    fn words_come_in_any_order_and_all_must_be_there() {
        assert!(fit("group sec", "Security group").is_some());
        assert!(fit("group teapot", "Security group").is_none());
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(fit("DISTRIBUCION", "distribución").map(|fit| fit.letters.len()), Some(12));
    }

    #[test]
    fn the_letters_that_were_found_are_told() {
        assert_eq!(fit("sg", "Security group").map(|fit| fit.letters), Some(vec![0, 9]));
        assert_eq!(fit("", "anything"), Some(Fit { score: 0, letters: Vec::new() }));
    }

    proptest! {
        #[test]
        fn what_is_told_spells_what_was_typed(text in "[a-zA-Z -]{0,40}", query in "[a-z]{1,4}") {
            if let Some(found) = fit(&query, &text) {
                let letters: Vec<char> = text.chars().collect();
                let spelt: String = found.letters.iter().map(|at| letters[*at].to_ascii_lowercase()).collect();
                prop_assert_eq!(spelt, query);
            }
        }

        #[test]
        fn every_piece_of_a_text_finds_it(text in "[a-z]{3,20}", from in 0usize..10, length in 1usize..8) {
            let piece: String = text.chars().skip(from).take(length).collect();
            prop_assert!(fit(&piece, &text).is_some());
        }
    }
}
