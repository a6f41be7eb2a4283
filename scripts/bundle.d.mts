export function bundle(programs: Readonly<Record<string, string>>, folder: string): Promise<void>
