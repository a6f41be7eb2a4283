/** The element with this id; the page has all that we ask for. */
export function element(id) {
  return document.getElementById(id)
}

export function fill(parent, children) {
  parent.replaceChildren(...children)
}

export function showProblem(error) {
  element('notice').textContent = error instanceof Error ? error.message : String(error)
}

export function clearProblem() {
  element('notice').textContent = ''
}

/** For listeners: starts the work and shows its failure, if it has one. */
export function inBackground(work) {
  return (...input) => {
    work(...input).catch(showProblem)
  }
}
