// How many of its smallest unit a currency has to the whole: 100 cents to the dollar, 1 yen, 1,000 fils to the dinar (ISO 4217).

const OTHERS: ReadonlyMap<string, number> = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'UYI',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((currency) => [currency, 1] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((currency) => [currency, 1_000] as const),
]);

export function minorUnits(currency: string): number {
  return OTHERS.get(currency) ?? 100;
}

/** `1250` cents → `12.50`. */
export function moneyText(amount: number, currency: string): string {
  const units = minorUnits(currency);
  return (amount / units).toFixed(String(units).length - 1);
}
