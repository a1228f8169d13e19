//! Reliability: questions 1 to 13.

use super::Question;
use crate::{Pillar, Words};

pub(super) static QUESTIONS: [Question; 13] = [
    Question {
        id: "REL01",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "Are the limits of AWS that the system can run into known, watched and far enough away?",
            "¿Se conocen y vigilan los límites de AWS con los que el sistema puede topar, y quedan lo bastante lejos?",
        ),
    },
    Question {
        id: "REL02",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "Is the network laid out so that it stays reachable and has room to grow?",
            "¿Está la red trazada de modo que siga accesible y tenga espacio para crecer?",
        ),
    },
    Question {
        id: "REL03",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "How is the system divided into services, and why just so?",
            "¿Cómo se divide el sistema en servicios, y por qué así?",
        ),
    },
    Question {
        id: "REL04",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "How do the parts work together so that failures do not arise between them?",
            "¿Cómo colaboran las partes para que no surjan fallos entre ellas?",
        ),
    },
    Question {
        id: "REL05",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "What does a part do when another one is slow, overloaded or gone?",
            "¿Qué hace una parte cuando otra está lenta, saturada o caída?",
        ),
    },
    Question {
        id: "REL06",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "Which resources are watched, and what follows when one of them is in trouble?",
            "¿Qué recursos se vigilan, y qué ocurre cuando uno tiene problemas?",
        ),
    },
    Question {
        id: "REL07",
        pillar: Pillar::Reliability,
        asks: Words::new("How does capacity follow demand?", "¿Cómo sigue la capacidad a la demanda?"),
    },
    Question {
        id: "REL08",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "How are changes made so that what works keeps working?",
            "¿Cómo se hacen los cambios para que lo que funciona siga funcionando?",
        ),
    },
    Question {
        id: "REL09",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "What is backed up, how often, and has it been restored?",
            "¿De qué hay copias de seguridad, con qué frecuencia, y se han restaurado?",
        ),
    },
    Question {
        id: "REL10",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "How far does a failure spread, and what stops it there?",
            "¿Hasta dónde se extiende un fallo, y qué lo detiene ahí?",
        ),
    },
    Question {
        id: "REL11",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "Does the system go on when a single component fails?",
            "¿Sigue el sistema en marcha cuando falla un componente?",
        ),
    },
    Question {
        id: "REL12",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "How is it tested that the system withstands what it must withstand?",
            "¿Cómo se prueba que el sistema resiste lo que debe resistir?",
        ),
    },
    Question {
        id: "REL13",
        pillar: Pillar::Reliability,
        asks: Words::new(
            "How much time and data may a disaster cost, and is there a tested way back?",
            "¿Cuánto tiempo y cuántos datos puede costar un desastre, y hay una vuelta atrás probada?",
        ),
    },
];
