//! Sustainability: questions 1 to 6.

use super::Question;
use crate::{Pillar, Words};

pub(super) static QUESTIONS: [Question; 6] = [
    Question {
        id: "SUS01",
        pillar: Pillar::Sustainability,
        asks: Words::new(
            "Was the footprint considered when the regions were chosen?",
            "¿Se consideró la huella ambiental al elegir las regiones?",
        ),
    },
    Question {
        id: "SUS02",
        pillar: Pillar::Sustainability,
        asks: Words::new(
            "Does the amount of resources follow what users really do?",
            "¿Sigue la cantidad de recursos a lo que los usuarios hacen en realidad?",
        ),
    },
    Question {
        id: "SUS03",
        pillar: Pillar::Sustainability,
        asks: Words::new(
            "Is the software built so that little runs idle?",
            "¿Está hecha la aplicación de modo que poco funcione en vacío?",
        ),
    },
    Question {
        id: "SUS04",
        pillar: Pillar::Sustainability,
        asks: Words::new(
            "Is only that data kept which is needed, and only as long as it is?",
            "¿Se conservan solo los datos necesarios, y solo mientras lo son?",
        ),
    },
    Question {
        id: "SUS05",
        pillar: Pillar::Sustainability,
        asks: Words::new(
            "Is as little hardware used as the work takes, of the most efficient kind?",
            "¿Se usa tan poco hardware como exige el trabajo, y del más eficiente?",
        ),
    },
    Question {
        id: "SUS06",
        pillar: Pillar::Sustainability,
        asks: Words::new(
            "Which habits of the team make the footprint smaller over time?",
            "¿Qué hábitos del equipo reducen la huella con el tiempo?",
        ),
    },
];
