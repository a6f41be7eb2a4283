import { useSyncExternalStore } from 'react'
import { claimsOf, currentToken } from './token.ts'
import { readPreference, writePreference } from './preferences.ts'

export type Theme = 'light' | 'dark'

const system = window.matchMedia('(prefers-color-scheme: dark)')
const watchers = new Set<() => void>()
let chosen: Theme | undefined

/** Clockify's token decides, then the user's choice, then the system. To be called before anything is drawn. */
export function applyTheme(): void {
  const claimed = claimsOf(currentToken()).theme?.toUpperCase()
  const stored = readPreference('theme')
  if (claimed === 'DARK') chosen = 'dark'
  else if (stored === 'dark' || stored === 'light') chosen = stored
  show()
  system.addEventListener('change', show)
}

export function setTheme(next: Theme): void {
  chosen = next
  writePreference('theme', next)
  show()
}

export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    watchers.add(changed)
    return () => watchers.delete(changed)
  }, current)
}

function current(): Theme {
  return chosen ?? (system.matches ? 'dark' : 'light')
}

function show(): void {
  document.documentElement.dataset['theme'] = current()
  for (const changed of watchers) changed()
}
