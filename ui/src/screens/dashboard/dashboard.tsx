export function Dashboard() {
  return <h1 tabIndex={-1}>Dashboard</h1>
}
