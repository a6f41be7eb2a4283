export interface Asked {
  readonly address: string
  readonly token: () => string
}

/** Such as `GET /api/clickup/tasks`; throws what was answered otherwise. */
export async function ask<T>({ address, token }: Asked, call: string, body?: object): Promise<T> {
  const [method = '', path = ''] = call.split(' ')
  const answer = await fetch(address + path, {
    method,
    headers: { authorization: `Bearer ${token()}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${call}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
