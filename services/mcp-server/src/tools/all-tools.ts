import { checkAvailability } from './check-availability.ts';
import { getProductDetails } from './get-product-details.ts';
import { searchProducts } from './search-products.ts';
import type { Tool } from './tool.ts';

/** What this server offers, in the order in which clients see it. */
export const allTools: readonly Tool[] = [searchProducts, getProductDetails, checkAvailability];
