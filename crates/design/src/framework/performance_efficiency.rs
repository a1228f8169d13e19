//! Performance efficiency: questions 1 to 5.

use super::Question;
use crate::{Pillar, Words};

pub(super) static QUESTIONS: [Question; 5] = [
    Question {
        id: "PERF01",
        pillar: Pillar::PerformanceEfficiency,
        asks: Words::new(
            "On what grounds were the services and patterns of this architecture chosen?",
            "¿Con qué fundamento se eligieron los servicios y patrones de esta arquitectura?",
        ),
    },
    Question {
        id: "PERF02",
        pillar: Pillar::PerformanceEfficiency,
        asks: Words::new(
            "Do type and size of the machines fit the work they do?",
            "¿Se ajustan el tipo y el tamaño de las máquinas al trabajo que hacen?",
        ),
    },
    Question {
        id: "PERF03",
        pillar: Pillar::PerformanceEfficiency,
        asks: Words::new(
            "Do stores and caches fit the way data is read and written?",
            "¿Se ajustan los almacenes y cachés a cómo se leen y escriben los datos?",
        ),
    },
    Question {
        id: "PERF04",
        pillar: Pillar::PerformanceEfficiency,
        asks: Words::new(
            "Does the network bring content to its users fast enough?",
            "¿Lleva la red el contenido a sus usuarios con suficiente rapidez?",
        ),
    },
    Question {
        id: "PERF05",
        pillar: Pillar::PerformanceEfficiency,
        asks: Words::new(
            "How does the team keep performance good while the system grows?",
            "¿Cómo mantiene el equipo un buen rendimiento mientras el sistema crece?",
        ),
    },
];
