//! Security: questions 1 to 11.

use super::Question;
use crate::{Pillar, Words};

pub(super) static QUESTIONS: [Question; 11] = [
    Question {
        id: "SEC01",
        pillar: Pillar::Security,
        asks: Words::new(
            "How are accounts, responsibilities and known threats kept in order from day to day?",
            "¿Cómo se mantienen en orden, día a día, las cuentas, las responsabilidades y las amenazas conocidas?",
        ),
    },
    Question {
        id: "SEC02",
        pillar: Pillar::Security,
        asks: Words::new(
            "How do people and machines prove who they are?",
            "¿Cómo demuestran las personas y las máquinas quiénes son?",
        ),
    },
    Question {
        id: "SEC03",
        pillar: Pillar::Security,
        asks: Words::new(
            "How does everyone and everything get only the access it needs?",
            "¿Cómo obtiene cada persona y cada máquina solo el acceso que necesita?",
        ),
    },
    Question {
        id: "SEC04",
        pillar: Pillar::Security,
        asks: Words::new(
            "Would an attack be noticed, and could it be found out afterwards what happened?",
            "¿Se notaría un ataque, y se podría averiguar después qué ocurrió?",
        ),
    },
    Question {
        id: "SEC05",
        pillar: Pillar::Security,
        asks: Words::new(
            "Which traffic can reach what, and what keeps the rest out?",
            "¿Qué tráfico puede llegar a dónde, y qué deja fuera al resto?",
        ),
    },
    Question {
        id: "SEC06",
        pillar: Pillar::Security,
        asks: Words::new(
            "How are machines and containers hardened, patched and kept free of weaknesses?",
            "¿Cómo se protegen, actualizan y mantienen sin debilidades las máquinas y los contenedores?",
        ),
    },
    Question {
        id: "SEC07",
        pillar: Pillar::Security,
        asks: Words::new(
            "Which data is how sensitive, and what follows from that?",
            "¿Qué datos son sensibles, cuánto lo son y qué se deriva de ello?",
        ),
    },
    Question {
        id: "SEC08",
        pillar: Pillar::Security,
        asks: Words::new(
            "What protects data where it is stored?",
            "¿Qué protege los datos donde están almacenados?",
        ),
    },
    Question {
        id: "SEC09",
        pillar: Pillar::Security,
        asks: Words::new("What protects data while it travels?", "¿Qué protege los datos mientras viajan?"),
    },
    Question {
        id: "SEC10",
        pillar: Pillar::Security,
        asks: Words::new(
            "Is there a rehearsed plan for a security incident, with the access to carry it out?",
            "¿Hay un plan ensayado para un incidente de seguridad, con los accesos para ejecutarlo?",
        ),
    },
    Question {
        id: "SEC11",
        pillar: Pillar::Security,
        asks: Words::new(
            "How is the software itself made secure, and how is that checked?",
            "¿Cómo se hace segura la propia aplicación, y cómo se comprueba?",
        ),
    },
];
