import { useSyncExternalStore } from 'react'
import { claimsOf, currentToken } from './token.ts'
import { readPreference, writePreference } from './preferences.ts'

export type Theme = 'light' | 'dark'
export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

const watchers = new Set<() => void>()
let choice: ThemeChoice = 'system'

/** Clockify's token decides, then the user's choice, then the system. To be called before anything is drawn. */
export function applyTheme(): void {
  choice = firstChoice(claimsOf(currentToken()).theme, readPreference('theme'))
  show()
  system().addEventListener('change', show)
}

/** Of what the token claims only darkness is a choice: its other word is Clockify's default. */
export function firstChoice(claimed: string | undefined, stored: string | undefined): ThemeChoice {
  if (claimed?.toUpperCase() === 'DARK') return 'dark'
  return THEME_CHOICES.find((known) => known === stored) ?? 'system'
}

export function setTheme(next: ThemeChoice): void {
  choice = next
  writePreference('theme', next)
  show()
}

/** What is shown. */
export function useTheme(): Theme {
  return useSyncExternalStore(watch, current)
}

/** What was chosen. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(watch, () => choice)
}

function watch(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

function current(): Theme {
  if (choice !== 'system') return choice
  return system().matches ? 'dark' : 'light'
}

function system(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)')
}

function show(): void {
  document.documentElement.dataset['theme'] = current()
  for (const changed of watchers) changed()
}
