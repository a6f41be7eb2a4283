// Promises: whoever calls another service gets address, credential and rate limit from one place.
export { BudgetExhausted, type Connection, type Connector } from './connection.ts'
