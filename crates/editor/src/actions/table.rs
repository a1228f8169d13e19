//! The actions, by menu.

use engine::design::Words;

use super::{Action, Menu};
use crate::{
    editor::Editor,
    lens::Lens,
    models::Grouping,
    response::{Panel, Request},
    tool::{Direction, State, Tool},
};

const fn action(
    id: &'static str,
    menu: Menu,
    title: Words,
    icon: &'static str,
    keys: &'static [&'static str],
    run: fn(&mut Editor) -> bool,
) -> Action {
    Action { id, menu, title, search: Words::NONE, icon, keys, hindrance: |_| None, run }
}

impl Action {
    const fn only_if(mut self, hindrance: fn(&Editor) -> Option<Words>) -> Action {
        self.hindrance = hindrance;
        self
    }

    const fn found_by(mut self, en: &'static str, es: &'static str) -> Action {
        self.search = Words::new(en, es);
        self
    }
}

const fn words(en: &'static str, es: &'static str) -> Words {
    Words::new(en, es)
}

fn something(editor: &Editor) -> Option<Words> {
    editor.selection().is_empty().then_some(words("Nothing is selected.", "No hay nada seleccionado."))
}

fn some_node(editor: &Editor) -> Option<Words> {
    let nodes = &editor.document().nodes;
    let none = !editor.selection().iter().any(|id| nodes.contains_key(id));
    none.then_some(words("No element is selected.", "No hay ningún elemento seleccionado."))
}

fn exactly_one(editor: &Editor) -> Option<Words> {
    (editor.selection().len() != 1).then_some(words("Select one element.", "Seleccione un elemento."))
}

fn to_undo(editor: &Editor) -> Option<Words> {
    (!editor.can_undo()).then_some(words("Nothing to undo.", "No hay nada que deshacer."))
}

fn to_redo(editor: &Editor) -> Option<Words> {
    (!editor.can_redo()).then_some(words("Nothing to redo.", "No hay nada que rehacer."))
}

fn several_environments(editor: &Editor) -> Option<Words> {
    let few = editor.document().environments.len() < 2;
    few.then_some(words("There is no other environment.", "No hay otro entorno."))
}

fn placed(editor: &Editor) -> Option<Words> {
    let layout = &editor.document().layout;
    let none = !editor.selection().iter().any(|id| layout.contains_key(id));
    none.then_some(words(
        "What is selected stands where the layout put it.",
        "Lo seleccionado está donde lo puso la distribución automática.",
    ))
}

fn step_back(editor: &mut Editor) -> bool {
    if let Err(stale) = editor.undo() {
        editor.refuse(stale.to_string());
    }
    true
}

fn step_forward(editor: &mut Editor) -> bool {
    if let Err(stale) = editor.redo() {
        editor.refuse(stale.to_string());
    }
    true
}

fn copy(editor: &mut Editor) -> bool {
    match editor.copy() {
        Some(text) => editor.ask(Request::WriteClipboard(text)),
        None => false,
    }
}

fn delete(editor: &mut Editor) -> bool {
    let label = editor.delete_label();
    match editor.delete() {
        Ok(()) => label.into_iter().for_each(|label| editor.announce(label)),
        Err(refusal) => {
            let why = editor.why(&refusal);
            editor.refuse(why);
        }
    }
    true
}

fn duplicate(editor: &mut Editor) -> bool {
    if let Err(refusal) = editor.duplicate() {
        let why = editor.why_not_pasted(&refusal);
        editor.refuse(why);
    }
    true
}

fn rename(editor: &mut Editor) -> bool {
    if let Some(id) = editor.only_selected() {
        editor.tools.state = State::renaming(editor, &id);
    }
    true
}

fn take(editor: &mut Editor, tool: Tool) -> bool {
    editor.give_up();
    editor.tools.tool = tool;
    true
}

/// With one element selected its end is chosen by keys; otherwise the pointer draws connections.
fn connect(editor: &mut Editor) -> bool {
    let starts = editor.only_selected().is_some_and(|id| editor.starts_connections(&id));
    if starts && editor.connect_by_keyboard() { true } else { take(editor, Tool::Connect) }
}

/// First the tool is put back, then the selection climbs out.
fn step_out(editor: &mut Editor) -> bool {
    if editor.tools.tool != Tool::Select {
        return take(editor, Tool::Select);
    }
    editor.step_out()
}

fn zoom(editor: &mut Editor, factor: f64) -> bool {
    let middle = editor.viewport().center();
    editor.zoom_at(middle, factor);
    true
}

fn show_next(editor: &mut Editor, forward: bool) -> bool {
    let ids: Vec<_> = editor.document().environments.keys().cloned().collect();
    let shown = editor.environment().and_then(|shown| ids.iter().position(|id| id == shown)).unwrap_or(0);
    let next = if forward { shown + 1 } else { shown + ids.len().saturating_sub(1) };
    if let Some(id) = ids.get(next % ids.len().max(1)) {
        editor.show(id.as_str());
        editor.announce(id.to_string());
    }
    true
}

fn look(editor: &mut Editor, lens: Lens) -> bool {
    editor.look_through(lens);
    true
}

fn inspect(editor: &mut Editor) -> bool {
    let ids = editor.selection().iter().cloned().collect();
    editor.ask(Request::Inspect(ids))
}

use Direction::{Down, Left, Right, Up};
use Menu::{Arrange, Edit, File, Go, Help, Tools, View};

/// All actions. A key stands for one of them.
pub static ACTIONS: &[Action] = &[
    action("new", File, words("New…", "Nuevo…"), "file-plus", &["mod+n"], |e| e.ask(Request::New))
        .found_by("template start gallery", "plantilla inicio galería"),
    action("open", File, words("Open…", "Abrir…"), "folder-open", &["mod+o"], |e| e.ask(Request::Open)),
    action("save-as", File, words("Save as…", "Guardar como…"), "save", &["mod+shift+s"], |e| {
        e.ask(Request::SaveAs)
    }),
    action("export", File, words("Export…", "Exportar…"), "download", &["mod+e"], |e| {
        e.ask(Request::Export)
    })
    .found_by("svg png pdf cloudformation template drawio xlsx", "imagen plantilla"),
    action("proposal", File, words("Proposal…", "Propuesta…"), "receipt-text", &[], |e| {
        e.ask(Request::Proposal)
    })
    .found_by("offer client quote pdf xlsx workbook logo", "oferta cliente cotización libro"),
    action("share", File, words("Share…", "Compartir…"), "share-2", &["mod+shift+e"], |e| {
        e.ask(Request::Share)
    })
    .found_by("review approve client", "revisión aprobar cliente"),
    action("deploy", File, words("Deploy…", "Desplegar…"), "rocket", &["mod+shift+d"], |e| {
        e.ask(Request::Deploy)
    })
    .found_by("change set stack aws", "conjunto de cambios pila"),
    action(
        "expect",
        Tools,
        words("State an expectation…", "Indicar una expectativa…"),
        "network",
        &[],
        |e| e.ask(Request::Expect),
    )
    .found_by("reach reachability internet guarantee", "alcance internet garantía"),
    action(
        "organisation",
        Tools,
        words("Rules of the organisation", "Reglas de la organización"),
        "shield-check",
        &[],
        |e| e.ask(Request::Organisation),
    )
    .found_by("guard company policy", "guard empresa política"),
    action("price-books", Tools, words("Price books…", "Libros de precios…"), "book-open", &[], |e| {
        e.ask(Request::PriceBooks)
    })
    .found_by("refresh new prices aws date", "actualizar precios nuevos aws fecha"),
    action("undo", Edit, words("Undo", "Deshacer"), "undo-2", &["mod+z"], step_back).only_if(to_undo),
    action("redo", Edit, words("Redo", "Rehacer"), "redo-2", &["mod+shift+z", "mod+y"], step_forward)
        .only_if(to_redo),
    action("cut", Edit, words("Cut", "Cortar"), "scissors", &["mod+x"], |e| copy(e) && delete(e))
        .only_if(some_node),
    action("copy", Edit, words("Copy", "Copiar"), "copy", &["mod+c"], copy).only_if(some_node),
    action("paste", Edit, words("Paste", "Pegar"), "clipboard", &["mod+v"], |e| {
        e.ask(Request::ReadClipboard)
    }),
    action("duplicate", Edit, words("Duplicate", "Duplicar"), "copy-plus", &["mod+d"], duplicate)
        .only_if(some_node),
    action("delete", Edit, words("Delete", "Eliminar"), "trash-2", &["Delete", "Backspace"], delete)
        .only_if(something)
        .found_by("remove", "quitar borrar"),
    action("rename", Edit, words("Rename", "Renombrar"), "pencil", &["F2"], rename).only_if(exactly_one),
    action("select-all", Edit, words("Select all", "Seleccionar todo"), "box-select", &["mod+a"], |e| {
        e.select_all();
        true
    }),
    action("menu", Edit, words("Menu", "Menú"), "", &["shift+F10", "ContextMenu"], |e| {
        let place = e.menu_place();
        e.ask(Request::ContextMenu(place))
    }),
    action("find", Edit, words("Find…", "Buscar…"), "search", &["mod+f"], |e| e.ask(Request::Find)),
    action("nudge-left", Arrange, words("Move left", "Mover a la izquierda"), "", &["ArrowLeft"], |e| {
        e.nudge(Left.step(), 1)
    })
    .only_if(some_node),
    action("nudge-right", Arrange, words("Move right", "Mover a la derecha"), "", &["ArrowRight"], |e| {
        e.nudge(Right.step(), 1)
    })
    .only_if(some_node),
    action("nudge-up", Arrange, words("Move up", "Mover hacia arriba"), "", &["ArrowUp"], |e| {
        e.nudge(Up.step(), 1)
    })
    .only_if(some_node),
    action("nudge-down", Arrange, words("Move down", "Mover hacia abajo"), "", &["ArrowDown"], |e| {
        e.nudge(Down.step(), 1)
    })
    .only_if(some_node),
    action(
        "nudge-far-left",
        Arrange,
        words("Move far left", "Mover más a la izquierda"),
        "",
        &["shift+ArrowLeft"],
        |e| e.nudge(Left.step(), FAR),
    )
    .only_if(some_node),
    action(
        "nudge-far-right",
        Arrange,
        words("Move far right", "Mover más a la derecha"),
        "",
        &["shift+ArrowRight"],
        |e| e.nudge(Right.step(), FAR),
    )
    .only_if(some_node),
    action("nudge-far-up", Arrange, words("Move far up", "Mover más arriba"), "", &["shift+ArrowUp"], |e| {
        e.nudge(Up.step(), FAR)
    })
    .only_if(some_node),
    action(
        "nudge-far-down",
        Arrange,
        words("Move far down", "Mover más abajo"),
        "",
        &["shift+ArrowDown"],
        |e| e.nudge(Down.step(), FAR),
    )
    .only_if(some_node),
    action(
        "place-automatically",
        Arrange,
        words("Place automatically", "Ubicar automáticamente"),
        "layout-grid",
        &["mod+shift+l"],
        Editor::place_automatically,
    )
    .only_if(placed)
    .found_by("tidy layout reset position", "ordenar distribución posición"),
    action("next-element", Go, words("Next element", "Elemento siguiente"), "", &["Tab"], |e| e.walk(true)),
    action("previous-element", Go, words("Previous element", "Elemento anterior"), "", &["shift+Tab"], |e| {
        e.walk(false)
    }),
    action("step-in", Go, words("Into the container", "Entrar al contenedor"), "", &["Enter"], |e| {
        e.step_in() || inspect(e)
    })
    .only_if(something),
    action("step-out", Go, words("Out of the container", "Salir del contenedor"), "", &["Escape"], step_out),
    action(
        "neighbour-left",
        Go,
        words("Element to the left", "Elemento a la izquierda"),
        "",
        &["mod+ArrowLeft"],
        |e| e.neighbour(Left),
    ),
    action(
        "neighbour-right",
        Go,
        words("Element to the right", "Elemento a la derecha"),
        "",
        &["mod+ArrowRight"],
        |e| e.neighbour(Right),
    ),
    action("neighbour-up", Go, words("Element above", "Elemento de arriba"), "", &["mod+ArrowUp"], |e| {
        e.neighbour(Up)
    }),
    action("neighbour-down", Go, words("Element below", "Elemento de abajo"), "", &["mod+ArrowDown"], |e| {
        e.neighbour(Down)
    }),
    action("next-environment", Go, words("Next environment", "Entorno siguiente"), "", &["]"], |e| {
        show_next(e, true)
    })
    .only_if(several_environments),
    action("previous-environment", Go, words("Previous environment", "Entorno anterior"), "", &["["], |e| {
        show_next(e, false)
    })
    .only_if(several_environments),
    action(
        "inspect",
        Go,
        words("Show properties", "Mostrar propiedades"),
        "sliders-horizontal",
        &["mod+Enter"],
        inspect,
    )
    .only_if(something),
    action("zoom-in", View, words("Zoom in", "Acercar"), "zoom-in", &["mod+=", "mod++"], |e| zoom(e, 1.25)),
    action("zoom-out", View, words("Zoom out", "Alejar"), "zoom-out", &["mod+-"], |e| zoom(e, 0.8)),
    action("actual-size", View, words("Actual size", "Tamaño real"), "", &["mod+0"], |e| {
        e.zoom_to(1.0);
        true
    })
    .found_by("100 %", "100 %"),
    action("fit", View, words("Show all", "Mostrar todo"), "maximize", &["1"], |e| {
        e.fit();
        true
    })
    .found_by("fit zoom", "ajustar"),
    action(
        "fit-selection",
        View,
        words("Show the selection", "Mostrar la selección"),
        "scan",
        &["2"],
        |e| {
            e.fit_selection();
            true
        },
    )
    .only_if(something)
    .found_by("fit zoom", "ajustar"),
    action(
        "lens-architecture",
        View,
        words("Lens: architecture", "Lente: arquitectura"),
        "shapes",
        &["a"],
        |e| look(e, Lens::Architecture),
    ),
    action("lens-network", View, words("Lens: network", "Lente: red"), "network", &["n"], |e| {
        look(e, Lens::Network)
    })
    .found_by("reach reachability internet ports path", "alcance internet puertos camino"),
    action("lens-security", View, words("Lens: security", "Lente: seguridad"), "shield-check", &["s"], |e| {
        look(e, Lens::Security)
    })
    .found_by("findings pillar guarantees", "hallazgos pilar garantías"),
    action("lens-cost", View, words("Lens: cost", "Lente: costos"), "wallet", &["p"], |e| {
        look(e, Lens::Cost)
    })
    .found_by("price heat dollars month", "precio calor dólares mes"),
    action(
        "group-by-severity",
        View,
        words("Problems by severity", "Problemas por gravedad"),
        "layers",
        &[],
        |e| e.ask(Request::Group(Grouping::Severity)),
    )
    .found_by("group findings heading", "agrupar hallazgos encabezado"),
    action("group-by-rule", View, words("Problems by rule", "Problemas por regla"), "layers", &[], |e| {
        e.ask(Request::Group(Grouping::Rule))
    })
    .found_by("group findings heading", "agrupar hallazgos encabezado"),
    action(
        "group-by-element",
        View,
        words("Problems by element", "Problemas por elemento"),
        "layers",
        &[],
        |e| e.ask(Request::Group(Grouping::Element)),
    )
    .found_by("group findings heading", "agrupar hallazgos encabezado"),
    action("group-by-pillar", View, words("Problems by pillar", "Problemas por pilar"), "layers", &[], |e| {
        e.ask(Request::Group(Grouping::Pillar))
    })
    .found_by("group findings heading", "agrupar hallazgos encabezado"),
    action(
        "group-by-environment",
        View,
        words("Problems by environment", "Problemas por entorno"),
        "layers",
        &[],
        |e| e.ask(Request::Group(Grouping::Environment)),
    )
    .found_by("group findings heading", "agrupar hallazgos encabezado"),
    action("present", View, words("Present", "Presentar"), "presentation", &["F5"], |e| {
        e.ask(Request::Present)
    }),
    action(
        "toggle-theme",
        View,
        words("Light or dark", "Claro u oscuro"),
        "sun-moon",
        &["alt+shift+d"],
        |e| e.ask(Request::ToggleTheme),
    ),
    action(
        "toggle-shelf",
        View,
        words("Shelf of services", "Estante de servicios"),
        "shapes",
        &["alt+1"],
        |e| e.ask(Request::TogglePanel(Panel::Shelf)),
    ),
    action("toggle-outline", View, words("Outline", "Esquema"), "list-tree", &["alt+2"], |e| {
        e.ask(Request::TogglePanel(Panel::Outline))
    }),
    action("toggle-inspector", View, words("Inspector", "Inspector"), "panel-right", &["alt+3"], |e| {
        e.ask(Request::TogglePanel(Panel::Inspector))
    }),
    action(
        "toggle-bottom",
        View,
        words("Problems and prices", "Problemas y precios"),
        "panel-bottom",
        &["alt+4"],
        |e| e.ask(Request::TogglePanel(Panel::Bottom)),
    ),
    action(
        "well-architected",
        View,
        words("Well-Architected questions", "Preguntas Well-Architected"),
        "shield-check",
        &["alt+5"],
        |e| e.ask(Request::Questions(None)),
    )
    .found_by("framework pillar score answer report", "marco pilar puntuación responder informe"),
    action("tool-select", Tools, words("Select", "Seleccionar"), "mouse-pointer-2", &["v"], |e| {
        take(e, Tool::Select)
    }),
    action("tool-hand", Tools, words("Hand", "Mano"), "hand", &["h"], |e| take(e, Tool::Hand))
        .found_by("pan", "desplazar"),
    action("connect", Tools, words("Connect", "Conectar"), "spline", &["c"], connect)
        .found_by("connection arrow wire", "conexión flecha"),
    action("quick-add", Tools, words("Add a service…", "Agregar un servicio…"), "plus", &["/"], |e| {
        e.ask(Request::QuickAdd)
    })
    .found_by("insert new element", "insertar elemento"),
    action(
        "palette",
        Help,
        words("All commands…", "Todos los comandos…"),
        "command",
        &["mod+k", "mod+shift+p"],
        |e| e.ask(Request::Palette),
    ),
    action("shortcuts", Help, words("Keyboard shortcuts", "Atajos de teclado"), "keyboard", &["?"], |e| {
        e.ask(Request::Shortcuts)
    }),
];

/// Steps of the grid that the arrow keys move with Shift.
const FAR: i32 = 5;
