// What this process has sent to customer-data platforms, for its metrics: counted since it started, kept in memory.
import type { SyncLane } from '../storage/sync-lanes.ts';

export type LaneStats = {
  readonly connection: string;
  readonly lane: SyncLane;
  sent: number;
  refused: number;
  /** How long the oldest fact of the last pass had waited when it was sent. */
  lagMs: number;
};

export class SyncStats {
  readonly #lanes = new Map<string, LaneStats>();

  count(
    connection: string,
    lane: SyncLane,
    { sent, refused }: { readonly sent: number; readonly refused: number },
  ): void {
    const stats = this.#of(connection, lane);
    stats.sent += sent;
    stats.refused += refused;
  }

  lag(connection: string, lane: SyncLane, lagMs: number): void {
    this.#of(connection, lane).lagMs = Math.max(0, lagMs);
  }

  read(): readonly LaneStats[] {
    return [...this.#lanes.values()];
  }

  #of(connection: string, lane: SyncLane): LaneStats {
    const key = `${lane} ${connection}`;
    const known = this.#lanes.get(key) ?? { connection, lane, sent: 0, refused: 0, lagMs: 0 };
    this.#lanes.set(key, known);
    return known;
  }
}
