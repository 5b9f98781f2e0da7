// The customer whose profile is open, as the tabs of the wallet and the scopes of their controls need it.
import { useParams } from '@tanstack/react-router';

export function useCustomer(): string {
  return useParams({ from: '/frame/customers/$customer' }).customer;
}
