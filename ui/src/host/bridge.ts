import { claimsOf, currentToken, setToken } from './token.ts'

/**
 * Everything said to and heard from Clockify's window around us; does nothing in a window of its own.
 * Messages to it are JSON strings `{ action, payload }`; its own are objects `{ title, body }`.
 */

const ANSWER_WITHIN_MS = 5_000
const REFRESH_BEFORE_MS = 5 * 60_000
const SOONEST_MS = 10_000

export type ToastType = 'info' | 'warning' | 'success' | 'error'

export function isEmbedded(): boolean {
  return window.parent !== window
}

export function toastInHost(type: ToastType, message: string): boolean {
  return tell('toastrPop', { type, message })
}

export function openTracker(): boolean {
  return tell('navigate', { type: 'tracker' })
}

let refreshing: Promise<boolean> | undefined

/** Asks the host for a fresh token; resolves to whether one came. */
export function refreshToken(): Promise<boolean> {
  refreshing ??= askForToken().finally(() => {
    refreshing = undefined
  })
  return refreshing
}

/** Keeps the token fresh for as long as the page lives. */
export function keepTokenFresh(): void {
  const { exp } = claimsOf(currentToken())
  if (!isEmbedded() || exp === undefined) return
  const waitMs = Math.max(SOONEST_MS, exp * 1_000 - Date.now() - REFRESH_BEFORE_MS)
  setTimeout(() => void refreshToken().then(keepTokenFresh), waitMs)
}

function tell(action: string, payload?: unknown): boolean {
  if (!isEmbedded()) return false
  // Clockify's documents name no origin, and nothing secret is in it.
  window.parent.postMessage(JSON.stringify({ action, ...(payload === undefined ? {} : { payload }) }), '*')
  return true
}

function askForToken(): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isFresh: boolean): void => {
      clearTimeout(timer)
      window.removeEventListener('message', hear)
      resolve(isFresh)
    }
    const hear = (event: MessageEvent): void => {
      const fresh = event.source === window.parent ? tokenIn(event.data) : undefined
      if (fresh === undefined) return
      setToken(fresh)
      end(true)
    }
    const timer = setTimeout(() => end(false), ANSWER_WITHIN_MS)
    window.addEventListener('message', hear)
    if (!tell('refreshAddonToken')) end(false)
  })
}

function tokenIn(data: unknown): string | undefined {
  const message = typeof data === 'string' ? parsed(data) : data
  if (typeof message !== 'object' || message === null) return undefined
  const { title, body } = message as { title?: unknown; body?: unknown }
  return title === 'refreshAddonToken' && typeof body === 'string' && body !== '' ? body : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
