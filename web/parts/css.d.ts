/** Style sheets are bundled beside the script: `main.css`. */
declare module '*.css';
