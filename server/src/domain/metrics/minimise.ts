// Finds the lowest point of a smooth function of a few variables, by quasi-Newton steps. It does not search for the lowest
// of several valleys: whoever calls it knows a start from which the way leads down.

export type Slope = { readonly value: number; readonly gradient: readonly number[] };
export type Minimum = {
  readonly point: readonly number[];
  readonly value: number;
  readonly steps: number;
  /** False when the steps ran out, or no step led further down, before the slope was flat. */
  readonly isConverged: boolean;
};
export type MinimiseLimits = {
  readonly stepsMax: number;
  /** The point counts as flat when no part of the gradient is larger. */
  readonly gradientMax: number;
  /** No variable leaves ± this; without it, data that do not determine a variable would push it to infinity. */
  readonly rangeMax: number;
};

/** A step may change no variable by more than this, so that one misjudged slope does not end far away. */
const STEP_MAX = 2;
/** Armijo's condition: the part of the promised fall that a step has to keep. */
const FALL_KEPT = 1e-4;
const SHORTENINGS_MAX = 40;
/** Sums of a million logarithms differ by about this part for no reason. */
const ROUNDING = 1e-12;

/**
 * BFGS with a backtracking line search, from `start`. The function gives its value and gradient; where it has no finite
 * value the step is shortened. Source: Nocedal & Wright, Numerical Optimization, 2006, algorithm 6.1.
 */
export function minimise(
  slopeAt: (point: readonly number[]) => Slope,
  start: readonly number[],
  limits: MinimiseLimits,
): Minimum {
  let point = start;
  let slope = slopeAt(point);
  let inverse = identity(start.length);
  let isFresh = true;
  for (let steps = 0; steps < limits.stepsMax; steps += 1) {
    if (isFlat(slope, limits)) return { point, value: slope.value, steps, isConverged: true };
    const next = stepDown({ slopeAt, point, slope, inverse, limits });
    if (next === null) {
      if (isFresh) return { point, value: slope.value, steps, isConverged: false };
      // What was learned of the curvature misleads here: begin again with the steepest way down.
      inverse = identity(start.length);
      isFresh = true;
      continue;
    }
    inverse = learn(inverse, minus(next.point, point), minus(next.slope.gradient, slope.gradient));
    isFresh = false;
    point = next.point;
    slope = next.slope;
  }
  return { point, value: slope.value, steps: limits.stepsMax, isConverged: isFlat(slope, limits) };
}

const isFlat = (slope: Slope, limits: MinimiseLimits): boolean =>
  slope.gradient.every((part) => Math.abs(part) <= limits.gradientMax);

type Search = {
  readonly slopeAt: (point: readonly number[]) => Slope;
  readonly point: readonly number[];
  readonly slope: Slope;
  readonly inverse: readonly (readonly number[])[];
  readonly limits: MinimiseLimits;
};

/** The first point on the way down that falls enough; null when even a tiny step does not. */
function stepDown({ slopeAt, point, slope, inverse, limits }: Search): { point: number[]; slope: Slope } | null {
  const direction = inverse.map((row) => -dot(row, slope.gradient));
  const promised = dot(direction, slope.gradient);
  if (!(promised < 0)) return null;
  let length = Math.min(1, STEP_MAX / Math.max(...direction.map(Math.abs)));
  for (let shortening = 0; shortening < SHORTENINGS_MAX; shortening += 1) {
    const next = point.map((value, index) => {
      const moved = value + length * (direction[index] ?? 0);
      return Math.min(limits.rangeMax, Math.max(-limits.rangeMax, moved));
    });
    const found = slopeAt(next);
    if (isLower(found, slope, FALL_KEPT * length * promised)) return { point: next, slope: found };
    length /= 2;
  }
  return null;
}

/** Close to the ground the fall drowns in rounding; there a flatter slope at the same height is progress too. */
function isLower(found: Slope, before: Slope, fallWanted: number): boolean {
  if (!Number.isFinite(found.value)) return false;
  if (found.value < before.value && found.value <= before.value + fallWanted) return true;
  const isSameHeight = Math.abs(found.value - before.value) <= ROUNDING * Math.abs(before.value);
  return isSameHeight && dot(found.gradient, found.gradient) < dot(before.gradient, before.gradient) / 2;
}

/** The BFGS update of the inverse curvature; left as it is where the slope did not rise along the step. */
function learn(
  inverse: readonly (readonly number[])[],
  moved: readonly number[],
  turned: readonly number[],
): number[][] {
  const rise = dot(moved, turned);
  const kept = inverse.map((row) => [...row]);
  if (!(rise > 1e-12 * Math.sqrt(dot(moved, moved) * dot(turned, turned)))) return kept;
  const bent = kept.map((row) => dot(row, turned));
  const scale = (1 + dot(turned, bent) / rise) / rise;
  return kept.map((row, i) =>
    row.map((value, j) => {
      const [mi = 0, mj = 0, bi = 0, bj = 0] = [moved[i], moved[j], bent[i], bent[j]];
      return value + scale * mi * mj - (bi * mj + mi * bj) / rise;
    }),
  );
}

const identity = (size: number): number[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));

const minus = (left: readonly number[], right: readonly number[]): number[] =>
  left.map((value, index) => value - (right[index] ?? 0));

const dot = (left: readonly number[], right: readonly number[]): number =>
  left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
