import { idOf } from './labels.tsx'

/** Opens what a field is in, one after the other, and goes there; or as near as there is something. */
export async function reveal(pointer: string): Promise<void> {
  const tokens = pointer.split('/')
  let nearest: HTMLElement | null = null
  for (let length = 1; length <= tokens.length; length += 1) {
    const element = document.getElementById(idOf(tokens.slice(0, length).join('/')))
    if (element === null) continue
    nearest = element
    if (element.parentElement instanceof HTMLDetailsElement) await opened(element.parentElement)
  }
  nearest?.focus()
  nearest?.scrollIntoView({ block: 'center' })
}

function opened(details: HTMLDetailsElement): Promise<void> | undefined {
  if (details.open) return undefined
  return new Promise((resolve) => {
    // Drawn by then.
    details.addEventListener('toggle', () => setTimeout(resolve), { once: true })
    details.open = true
  })
}
