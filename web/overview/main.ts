import '../parts/theme.css';
