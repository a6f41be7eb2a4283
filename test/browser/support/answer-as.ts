import type { Route } from 'playwright-core'

/** In place of the server, where it would take too long to come there. */
export function answerAs(route: Route, body: unknown, status = 200): Promise<void> {
  return route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) })
}
