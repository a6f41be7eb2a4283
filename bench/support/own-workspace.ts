const ADMIN_KEY = 'operator-key-of-the-benchmark'

/** For a server whose workspaces are made by its operator. */
export const OPERATED = { ADMIN_KEY }

/** Throws for any answer but a success. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>

export interface OwnWorkspace {
  readonly apiKey: string
  readonly call: Call
}

/** A new workspace of a server that runs with OPERATED, and its admin's calls. */
export async function ownWorkspace(baseUrl: string): Promise<OwnWorkspace> {
  const { apiKey } = await callAs(baseUrl, ADMIN_KEY)<{ apiKey: string }>('POST', '/api/admin/workspaces', {
    name: 'bench',
  })
  return { apiKey, call: callAs(baseUrl, apiKey) }
}

function callAs(baseUrl: string, key: string): Call {
  return async <T>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
}
