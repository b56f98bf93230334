/** The package's own types are not named in its `exports`. */
declare module "dom-accessibility-api" {
  export function computeAccessibleName(element: Element): string;
}
